using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

/// <summary>The numbers of optimizers: trajectories of PyTorch, and the formulas of the papers where it has none.</summary>
public class OptimizerKernelsTests
{
    private static readonly string[] s_operations = ["sgd", "adagrad", "rmsprop", "adadelta", "adam", "adamw", "radam", "adamax"];

    public static TheoryData<string> Trajectories => Golden.Names("optim", s_operations);

    public static TheoryData<string> NadamTrajectories => Golden.Names("optim", "nadam");

    [Theory]
    [MemberData(nameof(Trajectories))]
    public void Golden_trajectories(string name)
    {
        GoldenCase golden = Golden.Case("optim", name);
        Tensor[] states = [Tensor.Zeros([6]), Tensor.Zeros([6]), Tensor.Zeros([6])];
        if (golden.Has("initial_accumulator_value")) states[0] = Tensor.Full([6], golden.Number("initial_accumulator_value"));
        Tensor parameter = golden.Input("x0").ToTensor();
        GoldenArray trajectory = golden.Output("trajectory");
        for (int step = 1; step <= 10; step++)
        {
            Tensor gradient = GradientAt(golden, parameter, step);
            Take(golden, new ParameterStep(parameter, gradient) { Step = step, WeightDecay = golden.Number("weight_decay"), DecoupledWeightDecay = golden.Operation == "adamw" }, states);
            golden.Check($"step {step}", new GoldenArray([6], trajectory.Values[(6 * step)..(6 * (step + 1))]), parameter.Span);
        }
    }

    [Fact]
    public void Every_golden_case_is_a_trajectory_or_clips() =>
        Assert.Equal(Golden.Names("optim", [.. s_operations, "nadam", "clip_grad_norm", "clip_grad_value"]).Count, System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(Repository.Golden("optim.json"))).RootElement.GetProperty("cases").GetArrayLength());

    // The product of the momenta up to the next step holds each once, in the paper and in PyTorch 2. PyTorch 1.13, which the golden
    // numbers come from, multiplied by that of this step twice: the same formula with that factor must give its numbers.
    [Theory]
    [MemberData(nameof(NadamTrajectories))]
    public void Nadam_is_the_formula_that_gives_the_golden_trajectories_but_for_a_momentum_that_counted_twice(string name)
    {
        GoldenCase golden = Golden.Case("optim", name);
        Tensor parameter = golden.Input("x0").ToTensor(), twice = golden.Input("x0").ToTensor(), once = golden.Input("x0").ToTensor(), mean = Tensor.Zeros([6]), variance = Tensor.Zeros([6]);
        double[] m = new double[12], v = new double[12];
        double product = 1;
        var options = new NadamStepOptions { LearningRate = golden.Number("lr"), Epsilon = golden.Number("eps"), MomentumDecay = golden.Number("momentum_decay") };
        for (int step = 1; step <= 10; step++)
        {
            double momentum = 0.9 * (1 - (0.5 * Math.Pow(0.96, step * 0.004))), next = 0.9 * (1 - (0.5 * Math.Pow(0.96, (step + 1) * 0.004)));
            OptimizerKernels.NadamStep(new ParameterStep(parameter, GradientAt(golden, parameter, step)) { Step = step, WeightDecay = golden.Number("weight_decay") }, mean, variance, options with { MomentumProduct = product });
            product *= momentum;
            Formula(once, 0, product * next);
            Formula(twice, 6, product * momentum * next);
            golden.Check($"step {step}", new GoldenArray([6], golden.Output("trajectory").Values[(6 * step)..(6 * (step + 1))]), twice.Span);
            golden.Check($"step {step} of the formula", new GoldenArray([6], once.ToArray()), parameter.Span);

            void Formula(Tensor x, int state, double productAfter)
            {
                Tensor gradient = GradientAt(golden, x, step);
                for (int i = 0; i < 6; i++)
                {
                    double g = gradient.Span[i] + (golden.Number("weight_decay") * (double)x.Span[i]);
                    ref double mi = ref m[state + i], vi = ref v[state + i];
                    mi = (0.9 * mi) + (0.1 * g);
                    vi = (0.999 * vi) + (0.001 * g * g);
                    double direction = ((1 - momentum) / (1 - product) * g) + (next / (1 - productAfter) * mi);
                    x.Span[i] -= (float)(golden.Number("lr") * direction / (Math.Sqrt(vi / (1 - Math.Pow(0.999, step))) + 1e-8));
                }
            }
        }
    }

    // Chen et al. 2023, algorithm 2.
    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(70_001)]
    public void Lion_is_the_formula_of_the_paper(int length)
    {
        Tensor parameter = GradientCheck.Random([length], 1), mean = Tensor.Zeros([length]);
        double[] w = Doubles(parameter), m = new double[length];
        const double Rate = 0.01, Beta1 = 0.8, Beta2 = 0.95, Decay = 0.3;
        for (int step = 1; step <= 4; step++)
        {
            Tensor gradient = GradientCheck.Random([length], 10 + (ulong)step);
            OptimizerKernels.LionStep(new ParameterStep(parameter, gradient) { Step = step, WeightDecay = (float)Decay }, mean, new() { LearningRate = (float)Rate, Beta1 = (float)Beta1, Beta2 = (float)Beta2 });
            for (int i = 0; i < length; i++)
            {
                double g = gradient.Span[i], c = (Beta1 * m[i]) + ((1 - Beta1) * g);
                // Rounding decides the sign of next to nothing.
                double sign = Math.Abs(c) < 1e-6 ? Math.Sign((w[i] * (1 - (Rate * Decay))) - parameter.Span[i]) : Math.Sign(c);
                w[i] -= Rate * (sign + (Decay * w[i]));
                m[i] = (Beta2 * m[i]) + ((1 - Beta2) * g);
            }
        }
        Near(w, parameter);
        Near(m, mean);
    }

    [Fact]
    public void Lion_stands_still_where_momentum_and_gradient_are_zero()
    {
        Tensor parameter = Tensor.Ones([9]);
        OptimizerKernels.LionStep(new ParameterStep(parameter, Tensor.Zeros([9])), Tensor.Zeros([9]), new());
        Assert.All(parameter.ToArray(), value => Assert.Equal(1, value));
    }

    // You et al. 2019, algorithm 2, with the identity for phi.
    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(70_001)]
    public void Lamb_is_the_formula_of_the_paper(int length)
    {
        Tensor parameter = GradientCheck.Random([length], 1), mean = Tensor.Zeros([length]), variance = Tensor.Zeros([length]);
        double[] w = Doubles(parameter), m = new double[length], v = new double[length], r = new double[length];
        const double Rate = 0.01, Beta1 = 0.8, Beta2 = 0.95, Decay = 0.3, Epsilon = 1e-3;
        for (int step = 1; step <= 4; step++)
        {
            Tensor gradient = GradientCheck.Random([length], 10 + (ulong)step);
            OptimizerKernels.LambStep(new ParameterStep(parameter, gradient) { Step = step, WeightDecay = (float)Decay }, mean, variance, new() { LearningRate = (float)Rate, Beta1 = (float)Beta1, Beta2 = (float)Beta2, Epsilon = (float)Epsilon });
            for (int i = 0; i < length; i++)
            {
                double g = gradient.Span[i];
                m[i] = (Beta1 * m[i]) + ((1 - Beta1) * g);
                v[i] = (Beta2 * v[i]) + ((1 - Beta2) * g * g);
                r[i] = (m[i] / (1 - Math.Pow(Beta1, step)) / (Math.Sqrt(v[i] / (1 - Math.Pow(Beta2, step))) + Epsilon)) + (Decay * w[i]);
            }
            double ratio = Math.Sqrt(w.Sum(x => x * x) / r.Sum(x => x * x));
            for (int i = 0; i < length; i++) w[i] -= Rate * ratio * r[i];
        }
        Near(w, parameter);
        Near(m, mean);
        Near(v, variance);
    }

    [Fact]
    public void Lamb_moves_a_parameter_of_zeros_without_a_ratio()
    {
        Tensor parameter = Tensor.Zeros([9]);
        OptimizerKernels.LambStep(new ParameterStep(parameter, Tensor.Full([9], 2)), Tensor.Zeros([9]), Tensor.Zeros([9]), new() { LearningRate = 0.1f });
        Assert.All(parameter.ToArray(), value => Assert.Equal(-0.1f, value, 1e-5f));
    }

    [Fact]
    public void A_gradient_that_never_changes_leaves_centered_RmsProp_finite()
    {
        Tensor parameter = Tensor.Ones([9]), square = Tensor.Zeros([9]), mean = Tensor.Zeros([9]);
        for (int step = 1; step <= 500; step++) OptimizerKernels.RmsPropStep(new ParameterStep(parameter, Tensor.Full([9], 0.7f)) { Step = step }, square, mean, null, new() { Decay = 0.5f, Epsilon = 1 });
        Assert.All(parameter.ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Momentum_needs_its_buffer()
    {
        Tensor parameter = Tensor.Zeros([2, 3]);
        Assert.Contains("momentum 0.9 needs a momentum buffer of shape [2, 3]", Assert.Throws<ArgumentException>(() => OptimizerKernels.SgdStep(new ParameterStep(parameter, parameter), null, new() { Momentum = 0.9f })).Message, StringComparison.Ordinal);
        Assert.Contains("momentum 0.5 needs a momentum buffer of shape [2, 3]", Assert.Throws<ArgumentException>(() => OptimizerKernels.RmsPropStep(new ParameterStep(parameter, parameter), parameter, null, null, new() { Momentum = 0.5f })).Message, StringComparison.Ordinal);
    }

    private static void Take(GoldenCase golden, in ParameterStep step, Tensor[] s)
    {
        float rate = golden.Number("lr"), epsilon = golden.Has("eps") ? golden.Number("eps") : 0, beta1 = 0, beta2 = 0;
        if (golden.Has("betas"))
        {
            beta1 = golden.Parameters.GetProperty("betas")[0].GetSingle();
            beta2 = golden.Parameters.GetProperty("betas")[1].GetSingle();
        }
        switch (golden.Operation)
        {
            case "sgd":
                OptimizerKernels.SgdStep(step, s[0], new() { LearningRate = rate, Momentum = golden.Number("momentum"), Dampening = golden.Number("dampening"), Nesterov = golden.Flag("nesterov") });
                break;
            case "adagrad":
                OptimizerKernels.AdagradStep(step, s[0], new() { LearningRate = rate, LearningRateDecay = golden.Number("lr_decay"), Epsilon = epsilon });
                break;
            case "rmsprop":
                OptimizerKernels.RmsPropStep(step, s[0], golden.Flag("centered") ? s[1] : null, s[2], new() { LearningRate = rate, Decay = golden.Number("alpha"), Momentum = golden.Number("momentum"), Epsilon = epsilon });
                break;
            case "adadelta":
                OptimizerKernels.AdadeltaStep(step, s[0], s[1], new() { LearningRate = rate, Decay = golden.Number("rho"), Epsilon = epsilon });
                break;
            case "adam" or "adamw":
                OptimizerKernels.AdamStep(step, s[0], s[1], golden.Flag("amsgrad") ? s[2] : null, new() { LearningRate = rate, Beta1 = beta1, Beta2 = beta2, Epsilon = epsilon });
                break;
            case "adamax":
                OptimizerKernels.AdamaxStep(step, s[0], s[1], new() { LearningRate = rate, Beta1 = beta1, Beta2 = beta2, Epsilon = epsilon });
                break;
            case "radam":
                OptimizerKernels.RAdamStep(step, s[0], s[1], new() { LearningRate = rate, Beta1 = beta1, Beta2 = beta2, Epsilon = epsilon });
                break;
            default:
                throw new NotSupportedException(golden.Operation);
        }
    }

    private static Tensor GradientAt(GoldenCase golden, Tensor x, int step)
    {
        if (golden.OptionalInput("grads") is { } fixedGradients) return Tensor.From(fixedGradients.Values.AsSpan(6 * (step - 1), 6), [6]);
        float[] a = golden.Input("A").Values, b = golden.Input("b").Values;
        Tensor gradient = Tensor.Uninitialized([6]);
        for (int i = 0; i < 6; i++)
        {
            double sum = -b[i];
            for (int j = 0; j < 6; j++) sum += (double)a[(6 * i) + j] * x.Span[j];
            gradient.Span[i] = (float)sum;
        }
        return gradient;
    }

    private static double[] Doubles(Tensor tensor) => [.. tensor.ToArray().Select(value => (double)value)];

    private static void Near(double[] expected, Tensor actual)
    {
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual.Span[i], 1e-5);
    }
}
