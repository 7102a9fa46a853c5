using static MlNetDeep.Tuning.Tests.Pruners.Curves;

namespace MlNetDeep.Tuning.Tests.Pruners;

public class ThresholdPrunerTests
{
    private static readonly StudyHistory s_empty = StudyOf(Direction.Maximize);

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(1.0, false)]
    [InlineData(1.01, true)]
    [InlineData(-0.01, true)]
    [InlineData(double.NaN, true)]
    [InlineData(double.PositiveInfinity, true)]
    public void Contract31_what_is_outside_or_NaN_ends(double last, bool prunes) =>
        Assert.Equal(prunes, new ThresholdPruner(0, 1).ShouldPrune(s_empty, Running(0.5, last)));

    [Fact]
    public void Warm_up_and_interval_hold_it_back()
    {
        Assert.False(new ThresholdPruner(upper: 1, warmupSteps: 3).ShouldPrune(s_empty, Running(9, 9)));
        Assert.True(new ThresholdPruner(upper: 1, warmupSteps: 3).ShouldPrune(s_empty, Running(9, 9, 9)));
        Assert.False(new ThresholdPruner(upper: 1, warmupSteps: 1, interval: 2).ShouldPrune(s_empty, Running(9, 9)));
        Assert.True(new ThresholdPruner(upper: 1, warmupSteps: 1, interval: 2).ShouldPrune(s_empty, Running(9, 9, 9)));
        Assert.False(new ThresholdPruner(upper: 1).ShouldPrune(s_empty, Running()));
    }

    [Fact]
    public void Bounds_are_checked()
    {
        Assert.Contains("must be at most", Assert.Throws<ArgumentException>(() => new ThresholdPruner(2, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("lower or an upper", Assert.Throws<ArgumentException>(() => new ThresholdPruner()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ThresholdPruner(double.NaN, 1));
    }
}
