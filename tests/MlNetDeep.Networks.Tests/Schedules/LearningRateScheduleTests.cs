using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public class LearningRateScheduleTests
{
    [Fact]
    public void Cosine_is_PyTorchs() => Compare("cosine", 0.1f, 30, new CosineSchedule { FinalFactor = 0.01f });

    [Fact]
    public void Warm_up_then_cosine_is_PyTorchs() => Compare("warmup_then_cosine", 0.1f, 30, new CosineSchedule { WarmupShare = 5f / 30, InitialFactor = 0.1f });

    [Fact]
    public void One_cycle_is_PyTorchs() => Compare("onecycle_cos", 0.5f, 30, new OneCycleSchedule());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Factors_are_in_range_for_any_length(int steps)
    {
        foreach (LearningRateSchedule schedule in (LearningRateSchedule[])[new ConstantSchedule(), new CosineSchedule { WarmupShare = 0.5f }, new OneCycleSchedule()])
            for (int step = 0; step < steps + 2; step++)
                Assert.InRange(schedule.At(step, steps), 0, 1);
    }

    private static void Compare(string name, float baseRate, int steps, LearningRateSchedule schedule)
    {
        float[] expected = Golden.Case("schedulers", name).Output("lr").Values;
        for (int step = 0; step < steps; step++)
            Assert.True(Math.Abs(baseRate * schedule.At(step, steps) - expected[step]) <= 1e-7 + 1e-4 * expected[step], $"step {step}: {baseRate * schedule.At(step, steps)}, expected {expected[step]}");
    }
}
