using static MlNetDeep.Tuning.Tests.Pruners.Curves;

namespace MlNetDeep.Tuning.Tests.Pruners;

public class PatientPrunerTests
{
    private static readonly StudyHistory s_empty = StudyOf(Direction.Minimize);

    [Theory]
    [InlineData(new[] { 5.0, 4, 4, 4 }, true)]            // two reports after the best, none better
    [InlineData(new[] { 5.0, 4, 4 }, false)]              // 4 was better than 5, one report ago
    [InlineData(new[] { 5.0, 4, 4, 3.9 }, false)]
    [InlineData(new[] { 5.0, 4, 9, 3.9, 9 }, false)]
    [InlineData(new[] { 5.0, 9 }, false)]
    [InlineData(new[] { 5.0, double.NaN, double.NaN }, true)]
    [InlineData(new[] { double.NaN, double.NaN, 7 }, false)]
    [InlineData(new[] { double.NaN, double.NaN, double.NaN }, true)]
    public void Contract31_only_a_lack_of_improvement_over_the_patience_ends_a_trial(double[] reports, bool prunes) =>
        Assert.Equal(prunes, new PatientPruner(null, patience: 2).ShouldPrune(s_empty, Running(reports)));

    [Fact]
    public void Contract31_an_improvement_must_exceed_the_delta()
    {
        Assert.False(new PatientPruner(null, 2, minDelta: 0.5).ShouldPrune(s_empty, Running(5, 4.4, 4.4)));
        Assert.True(new PatientPruner(null, 2, minDelta: 0.5).ShouldPrune(s_empty, Running(5, 4.6, 4.6)));
    }

    [Fact]
    public void It_holds_another_pruner_back()
    {
        var always = new ThresholdPruner(upper: -1);
        Assert.True(new PatientPruner(always, 2).ShouldPrune(s_empty, Running(5, 5, 5)));
        Assert.False(new PatientPruner(always, 2).ShouldPrune(s_empty, Running(5, 4, 3)));
        Assert.False(new PatientPruner(new NopPruner(), 2).ShouldPrune(s_empty, Running(5, 5, 5)));
        Assert.True(new PatientPruner(new SuccessiveHalvingPruner(promote: true), 2).PausesTrials);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PatientPruner(null, 0));
        Assert.Contains("minDelta", Assert.Throws<ArgumentOutOfRangeException>(() => new PatientPruner(null, 1, -1)).Message, StringComparison.Ordinal);
    }
}
