using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public class SequentialScheduleTests
{
    private static float[] Factors(LearningRateSchedule schedule, int steps, int stepsPerEpoch = 1) =>
        [.. Enumerable.Range(0, steps).Select(step => schedule.At(step, steps, stepsPerEpoch))];

    [Fact]
    public void It_is_PyTorchs()
    {
        GoldenCase golden = Golden.Case("schedulers", "warmup_then_cosine");
        var schedule = new SequentialSchedule([new LinearSchedule(0.1f, 1), new CosineSchedule()], [5]);
        golden.Check("lr", golden.Output("lr"), [.. Factors(schedule, 30).Select(factor => 0.1f * factor)]);
    }

    [Fact]
    public void Constants_make_it_piecewise_constant()
    {
        var schedule = new SequentialSchedule([new ConstantSchedule(), new ConstantSchedule { Factor = 0.5f }, new ConstantSchedule { Factor = 2 }], [2, 3]);
        Assert.Equal([1, 1, 0.5f, 2, 2], Factors(schedule, 5));
    }

    [Fact]
    public void Each_part_knows_its_length_and_its_epochs()
    {
        var schedule = new SequentialSchedule([new PolynomialSchedule(), new PerEpochSchedule(new ExponentialSchedule(0.5f)), new PolynomialSchedule()], [2, 6]);
        Assert.Equal([1, 0.5f, 1, 1, 0.5f, 0.5f, 1, 0.75f, 0.5f, 0.25f], Factors(schedule, 10, stepsPerEpoch: 2));
        // Milestones in epochs.
        var epochs = new PerEpochSchedule(new SequentialSchedule([new ConstantSchedule(), new PolynomialSchedule()], [1]));
        Assert.Equal([1, 1, 1, 1, 0.5f, 0.5f], Factors(epochs, 6, stepsPerEpoch: 2));
    }

    [Fact]
    public void A_training_that_ends_before_or_goes_beyond_the_parts_has_rates_all_the_same()
    {
        var schedule = new SequentialSchedule([new PolynomialSchedule(), new PolynomialSchedule { FinalFactor = 0.5f }], [4]);
        Assert.Equal([1, 0.75f], Factors(schedule, 2));
        Assert.Equal([0.5f, 0.5f], new[] { 9L, 1000L }.Select(step => schedule.At(step, 6)));
    }

    [Fact]
    public void Equal_parts_are_equal_and_say_what_they_are()
    {
        SequentialSchedule Make(float factor = 0.5f) => new([new ConstantSchedule(), new ConstantSchedule { Factor = factor }], [3]);
        Assert.Equal(Make(), Make());
        Assert.Equal(Make().GetHashCode(), Make().GetHashCode());
        Assert.NotEqual(Make(), Make(0.25f));
        Assert.Equal("SequentialSchedule { Schedules = ConstantSchedule { Factor = 1 }, ConstantSchedule { Factor = 0.5 }, Milestones = 3 }", Make().ToString());
    }

    [Fact]
    public void Parts_that_do_not_fit_are_refused()
    {
        Refused("Schedules must be one more than Milestones, are 1 with 1 milestones", () => new SequentialSchedule([new ConstantSchedule()], [5]));
        Refused("Schedules must be one more than Milestones, are 0 with 0 milestones", () => new SequentialSchedule([], []));
        Refused("Schedules must have no null", () => new SequentialSchedule([null!], []));
        Refused("Milestones must be rising steps of at least 1, are 0", () => new SequentialSchedule([new ConstantSchedule(), new ConstantSchedule()], [0]));
        Refused("Milestones must be rising steps of at least 1, are 5, 5", () => new SequentialSchedule([new ConstantSchedule(), new ConstantSchedule(), new ConstantSchedule()], [5, 5]));

        static void Refused(string expected, Func<LearningRateSchedule> create) => Assert.StartsWith(expected, Assert.ThrowsAny<ArgumentException>(create).Message, StringComparison.Ordinal);
    }
}
