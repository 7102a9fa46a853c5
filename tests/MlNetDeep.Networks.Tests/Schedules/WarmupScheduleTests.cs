namespace MlNetDeep.Networks.Tests;

public class WarmupScheduleTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(1000)]
    public void A_share_is_that_of_the_training(int totalSteps)
    {
        var share = WarmupSchedule.OfShare(0.1f, new CosineSchedule());
        var steps = new WarmupSchedule(totalSteps / 10, new CosineSchedule());
        Assert.Equal(Enumerable.Range(0, totalSteps).Select(step => steps.At(step, totalSteps)), Enumerable.Range(0, totalSteps).Select(step => share.At(step, totalSteps)));
        Assert.Equal(1, share.At(totalSteps / 10, totalSteps));
        Assert.True(share.At(totalSteps / 10 - 1, totalSteps) < 1);
    }

    [Fact]
    public void Without_a_step_for_it_there_is_no_warm_up()
    {
        Assert.Equal(1, WarmupSchedule.OfShare(0, new ConstantSchedule()).At(0, 100));
        Assert.Equal(1, WarmupSchedule.OfShare(0.1f, new ConstantSchedule()).At(0, 1));
        Assert.Equal(1, new WarmupSchedule(0, new ConstantSchedule()).At(0, 1));
    }

    [Fact]
    public void It_passes_the_epochs_on()
    {
        var schedule = new WarmupSchedule(2, new PerEpochSchedule(new ExponentialSchedule(0.5f))) { Initial = 0.5f };
        Assert.Equal([0.5f, 0.75f, 1, 1, 1, 0.5f, 0.5f, 0.5f, 0.25f], Enumerable.Range(0, 9).Select(step => schedule.At(step, 9, stepsPerEpoch: 3)));
    }

    [Theory]
    [InlineData(-0.5f, "Share must be in [0, 1), is -0.5")]
    [InlineData(1f, "Share must be in [0, 1), is 1")]
    [InlineData(float.NaN, "Share must be in [0, 1), is NaN")]
    public void A_share_out_of_range_is_refused(float share, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<ArgumentOutOfRangeException>(() => WarmupSchedule.OfShare(share, new ConstantSchedule())).Message, StringComparison.Ordinal);
}
