using static MlNetDeep.Tuning.Tests.Pruners.Curves;

namespace MlNetDeep.Tuning.Tests.Pruners;

public class PercentilePrunerTests
{
    private static readonly TrialRecord[] s_five = [.. new[] { 1.0, 2, 3, 4, 5 }.Select((value, i) => Trial(i, TrialState.Complete, value))];

    [Theory]
    [InlineData(25, 2.0, false)]    // the first quartile of 1 to 5 is 2
    [InlineData(25, 2.01, true)]
    [InlineData(75, 4.0, false)]
    [InlineData(75, 4.01, true)]
    [InlineData(30, 2.2, false)]    // a fifth of the way from 2 to 3
    [InlineData(30, 2.21, true)]
    [InlineData(0, 1.01, true)]
    [InlineData(100, 5.0, false)]
    public void Contract28_the_share_kept_is_the_percentile(double percentile, double report, bool prunes) =>
        Assert.Equal(prunes, new PercentilePruner(percentile).ShouldPrune(StudyOf(Direction.Minimize, s_five), Running(report)));

    [Theory]
    [InlineData(4.0, false)]   // the best quarter of a maximised objective begins at 4
    [InlineData(3.99, true)]
    public void A_maximised_objective_keeps_its_largest(double report, bool prunes) =>
        Assert.Equal(prunes, new PercentilePruner(25).ShouldPrune(StudyOf(Direction.Maximize, s_five), Running(report)));

    [Fact]
    public void Several_objectives_prune_only_what_is_worse_in_each()
    {
        TrialRecord[] trials = [.. s_five.Select(t => t with { Values = [t.Value, -t.Value], IntermediateValues = [new IntermediateValue(0, 1, [t.Value, -t.Value])] })];
        var history = new StudyHistory([Direction.Minimize, Direction.Maximize], trials);
        TrialRecord Reports(double a, double b) => Running() with { IntermediateValues = [new IntermediateValue(0, 1, [a, b])] };
        Assert.True(new PercentilePruner(50).ShouldPrune(history, Reports(3.1, -3.1)));
        Assert.False(new PercentilePruner(50).ShouldPrune(history, Reports(2.9, -9)));
        Assert.False(new PercentilePruner(50).ShouldPrune(history, Reports(9, -2.9)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100.5)]
    [InlineData(double.NaN)]
    public void A_percentile_out_of_range_is_refused(double percentile) =>
        Assert.Contains("from 0 to 100", Assert.Throws<ArgumentOutOfRangeException>(() => new PercentilePruner(percentile)).Message, StringComparison.Ordinal);
}
