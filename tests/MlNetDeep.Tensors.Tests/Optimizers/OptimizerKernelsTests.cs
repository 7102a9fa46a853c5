using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class OptimizerKernelsTests
{
    public static TheoryData<string> SgdCases => Golden.Names("optim", "sgd");

    public static TheoryData<string> AdamCases => Golden.Names("optim", "adam", "adamw");

    [Theory]
    [MemberData(nameof(SgdCases))]
    public void Golden_trajectories_of_sgd(string name)
    {
        GoldenCase golden = Golden.Case("optim", name);
        Tensor momentum = Tensor.Zeros([6]);
        Follow(golden, (parameter, gradient, step) => OptimizerKernels.SgdStep(parameter, gradient, momentum, new SgdStepOptions
        {
            LearningRate = golden.Number("lr"),
            Momentum = golden.Number("momentum"),
            Dampening = golden.Number("dampening"),
            WeightDecay = golden.Number("weight_decay"),
            Nesterov = golden.Flag("nesterov"),
            FirstStep = step == 1,
        }));
    }

    [Theory]
    [MemberData(nameof(AdamCases))]
    public void Golden_trajectories_of_adam(string name)
    {
        GoldenCase golden = Golden.Case("optim", name);
        Tensor mean = Tensor.Zeros([6]), variance = Tensor.Zeros([6]);
        Tensor? maximum = golden.Flag("amsgrad") ? Tensor.Zeros([6]) : null;
        float[] betas = [.. golden.Parameters.GetProperty("betas").EnumerateArray().Select(b => (float)b.GetDouble())];
        Follow(golden, (parameter, gradient, step) => OptimizerKernels.AdamStep(parameter, gradient, mean, variance, maximum, new AdamStepOptions
        {
            LearningRate = golden.Number("lr"),
            Beta1 = betas[0],
            Beta2 = betas[1],
            Epsilon = golden.Number("eps"),
            WeightDecay = golden.Number("weight_decay"),
            DecoupledWeightDecay = golden.Operation == "adamw",
            Step = step,
        }));
    }

    // Repeating six numbers: each element moves as it would alone, whether in a vector, in the rest, or in another block.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(17)]
    [InlineData((32 * 1024) + 5)]
    public void Long_parameters_move_like_short_ones(int length)
    {
        float[] Repeat(float[] values) => [.. Enumerable.Range(0, length).Select(i => values[i % values.Length])];
        float[] start = [1, -2, 3, 0.5f, float.NaN, 0], gradient = [0.1f, -3, 1e-20f, float.PositiveInfinity, 1, 0];
        foreach (bool decoupled in new[] { false, true })
        {
            Tensor[] small = [Tensor.From(start, [6]), Tensor.From(gradient, [6]), Tensor.Zeros([6]), Tensor.Zeros([6]), Tensor.Zeros([6])];
            Tensor[] large = [Tensor.From(Repeat(start), [length]), Tensor.From(Repeat(gradient), [length]), Tensor.Zeros([length]), Tensor.Zeros([length]), Tensor.Zeros([length])];
            foreach (Tensor[] t in new[] { small, large })
            {
                OptimizerKernels.AdamStep(t[0], t[1], t[2], t[3], t[4], new AdamStepOptions { WeightDecay = 0.1f, DecoupledWeightDecay = decoupled, GradientScale = 0.5f });
                OptimizerKernels.SgdStep(t[0], t[1], t[2], new SgdStepOptions { Momentum = 0.5f, Nesterov = true, WeightDecay = 0.1f, DecoupledWeightDecay = decoupled });
            }
            for (int t = 0; t < small.Length; t++) Assert.Equal(Repeat(small[t].ToArray()), large[t].ToArray());
        }
    }

    [Fact]
    public void The_gradient_is_scaled_as_it_is_read()
    {
        Tensor gradient = Tensor.From([3, -4], [2]), half = Tensor.From([1.5f, -2], [2]);
        Tensor a = Tensor.Ones([2]), b = Tensor.Ones([2]);
        OptimizerKernels.SgdStep(a, gradient, null, new SgdStepOptions { GradientScale = 0.5f });
        OptimizerKernels.SgdStep(b, half, null, new SgdStepOptions());
        Assert.Equal(b.ToArray(), a.ToArray());
        Assert.Equal([1 - 0.015f, 1.02f], a.ToArray());
        OptimizerKernels.AdamStep(a, gradient, Tensor.Zeros([2]), Tensor.Zeros([2]), null, new AdamStepOptions { GradientScale = 0.5f, Epsilon = 1 });
        OptimizerKernels.AdamStep(b, half, Tensor.Zeros([2]), Tensor.Zeros([2]), null, new AdamStepOptions { Epsilon = 1 });
        Assert.Equal(b.ToArray(), a.ToArray());
    }

    [Fact]
    public void Errors_name_both_shapes()
    {
        Tensor parameter = Tensor.Zeros([2, 3]);
        string message = Assert.Throws<ArgumentException>(() => OptimizerKernels.SgdStep(parameter, Tensor.Zeros([3, 2]), null, new SgdStepOptions())).Message;
        Assert.Contains("[2, 3], but has [3, 2]", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => OptimizerKernels.SgdStep(parameter, parameter, null, new SgdStepOptions { Momentum = 0.9f })).Message;
        Assert.Contains("0.9", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => OptimizerKernels.AdamStep(parameter, parameter, Tensor.Zeros([6]), parameter, null, new AdamStepOptions()));
        Assert.Throws<ArgumentOutOfRangeException>(() => OptimizerKernels.AdamStep(parameter, parameter, parameter, parameter, null, new AdamStepOptions { Step = 0 }));
    }

    private static void Follow(GoldenCase golden, Action<Tensor, Tensor, int> stepper)
    {
        Tensor parameter = golden.Input("x0").ToTensor();
        GoldenArray trajectory = golden.Output("trajectory");
        for (int step = 1; step <= 10; step++)
        {
            Tensor gradient = Tensor.Uninitialized([6]);
            if (golden.Parameters.GetProperty("mode").GetString() == "fixed")
            {
                gradient.CopyFrom(golden.Input("grads").Values.AsSpan(6 * (step - 1), 6));
            }
            else
            {
                float[] a = golden.Input("A").Values, b = golden.Input("b").Values;
                for (int i = 0; i < 6; i++)
                {
                    double sum = -b[i];
                    for (int j = 0; j < 6; j++) sum += (double)a[(6 * i) + j] * parameter.Span[j];
                    gradient.Span[i] = (float)sum;
                }
            }
            stepper(parameter, gradient, step);
            golden.Check($"step {step}", new GoldenArray([6], trajectory.Values[(6 * step)..(6 * (step + 1))]), parameter.Span);
        }
    }
}
