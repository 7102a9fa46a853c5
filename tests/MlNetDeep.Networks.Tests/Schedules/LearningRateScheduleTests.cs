using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public class LearningRateScheduleTests
{
    private static readonly Dictionary<string, (float BaseRate, LearningRateSchedule Schedule)> s_golden = new()
    {
        ["step"] = (0.1f, new StepSchedule(7, 0.5f)),
        ["multistep"] = (0.1f, new MilestoneSchedule([5, 12, 25])),
        ["exponential"] = (0.1f, new ExponentialSchedule(0.9f)),
        ["cosine"] = (0.1f, new CosineSchedule { FinalFactor = 0.01f }),
        ["cosine_T10_beyond"] = (0.1f, new CosineSchedule { HalfPeriod = 10 }),
        ["cosine_warm_restarts"] = (0.1f, new CosineRestartsSchedule(5, 2) { FinalFactor = 0.001f }),
        ["onecycle_cos"] = (0.5f, new OneCycleSchedule()),
        ["onecycle_linear_3phase"] = (0.5f, new OneCycleSchedule { Linear = true, ThreePhases = true }),
        ["warmup_linear"] = (0.1f, new LinearSchedule(0.1f, 1) { Steps = 5 }),
        ["warmup_then_cosine"] = (0.1f, new WarmupSchedule(5, new CosineSchedule())),
        ["polynomial_lambda"] = (0.1f, new PolynomialSchedule { Power = 0.9f }),
        ["cyclic_triangular"] = (0.1f, new CyclicSchedule(4)),
    };

    public static TheoryData<string> Cases => [.. s_golden.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rates_are_PyTorchs(string name) => Compare(name, s_golden[name].BaseRate, 30, s_golden[name].Schedule);

    [Fact]
    public void Cosine_has_a_warm_up_of_its_own() => Compare("warmup_then_cosine", 0.1f, 30, new CosineSchedule { WarmupShare = 5f / 30, InitialFactor = 0.1f });

    // What happens on a plateau depends on results, so a callback does it.
    [Fact]
    public void No_golden_case_is_left_over() => Assert.Equal(
        s_golden.Keys.Concat(ReduceLROnPlateauTests.GoldenCases.Select(row => row.Data)).Order(),
        Golden.Names("schedulers", [.. Golden.Operations("schedulers")]).Select(row => row.Data).Order());

    [Fact]
    public void A_schedule_of_epochs_changes_at_their_beginning()
    {
        var schedule = new PerEpochSchedule(new StepSchedule(2, 0.5f));
        Assert.Equal([1, 1, 1, 1, 1, 1, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f], Enumerable.Range(0, 12).Select(step => schedule.At(step, 12, stepsPerEpoch: 3)));
        var rates = new List<float>();
        new Trainer(TestData.Mlp(2, 3), new SoftmaxCrossEntropy(), new Sgd(0.5f)).Fit(
            TestData.Blobs(12, 3, 1), new TrainingOptions { Epochs = 3, BatchSize = 4, LearningRateSchedule = new PerEpochSchedule(new ExponentialSchedule(0.5f)) }, null,
            [new LambdaCallback { BatchEnd = context => rates.Add(context.Optimizer.LearningRate) }]);
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.25f, 0.25f, 0.25f, 0.125f, 0.125f, 0.125f], rates);
    }

    [Fact]
    public void Inverse_time_is_Keras()
    {
        Assert.Equal([1, 1 / 1.25f, 1 / 1.5f, 1 / 1.75f, 0.5f], Enumerable.Range(0, 5).Select(step => new InverseTimeSchedule(1, 4).At(step, 9)));
        Assert.Equal([1, 1, 1, 1, 0.5f], Enumerable.Range(0, 5).Select(step => new InverseTimeSchedule(1, 4) { Staircase = true }.At(step, 9)));
    }

    [Fact]
    public void A_polynomial_of_its_own_length_stays_at_its_end() =>
        Assert.Equal([1, 0.75f, 0.5f, 0.5f, 0.5f], Enumerable.Range(0, 5).Select(step => new PolynomialSchedule { Steps = 2, FinalFactor = 0.5f }.At(step, 9)));

    [Fact]
    public void A_warm_up_leads_to_what_the_schedule_begins_with()
    {
        var schedule = new WarmupSchedule(4, new LinearSchedule(0.5f, 0) { Steps = 2 }) { Initial = 0 };
        Assert.Equal([0, 0.125f, 0.25f, 0.375f, 0.5f, 0.25f, 0, 0], Enumerable.Range(0, 8).Select(step => schedule.At(step, 8)));
    }

    [Fact]
    public void Options_out_of_range_name_the_option_and_the_value()
    {
        Refused("Every must be at least 1, is 0", () => new StepSchedule(0));
        Refused("Gamma must be in (0, 1], is 2", () => new ExponentialSchedule(2));
        Refused("are 5, 5", () => new MilestoneSchedule([5, 5]));
        Refused("Steps must be at least 1, is 0", () => new InverseTimeSchedule(1, 0));
        Refused("Power must be finite and above 0, is 0", () => new PolynomialSchedule { Power = 0 });
        Refused("Steps must be at least 1, is 0", () => new PolynomialSchedule { Steps = 0 });
        Refused("Factor must be finite and at least 0, is -1", () => new ConstantSchedule { Factor = -1 });
        Refused("Growth must be at least 1, is 0", () => new CosineRestartsSchedule(5, 0));
        Refused("Steps must be at least 0, is -1", () => new WarmupSchedule(-1, new ConstantSchedule()));
        Refused("HalfPeriod must be at least 1, is 0", () => new CosineSchedule { HalfPeriod = 0 });
        Refused("StepsUp must be at least 1, is 0", () => new CyclicSchedule(0));
        Refused("Initial must be finite and at least 0, is -1", () => new LinearSchedule(-1, 1));

        static void Refused(string expected, Func<LearningRateSchedule> create) => Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(create).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Factors_are_in_range_for_any_length(int steps)
    {
        foreach (LearningRateSchedule schedule in (LearningRateSchedule[])[new ConstantSchedule(), new CosineSchedule { WarmupShare = 0.5f }, .. s_golden.Values.Select(pair => pair.Schedule)])
            for (int step = 0; step < steps + 2; step++)
                Assert.InRange(schedule.At(step, steps), 0, 1);
    }

    private static void Compare(string name, float baseRate, int steps, LearningRateSchedule schedule)
    {
        GoldenCase golden = Golden.Case("schedulers", name);
        golden.Check("lr", golden.Output("lr"), [.. Enumerable.Range(0, steps).Select(step => baseRate * schedule.At(step, steps))]);
    }
}
