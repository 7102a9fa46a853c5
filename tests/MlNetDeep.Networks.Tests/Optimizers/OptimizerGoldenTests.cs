using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

/// <summary>Trajectories of ten steps, compared with those of PyTorch.</summary>
public class OptimizerGoldenTests
{
    // Not nadam: those of PyTorch 1.13 have an error that PyTorch 2 does not; the tests of the kernels account for it.
    public static TheoryData<string> Cases => Golden.Names("optim", "sgd", "adagrad", "rmsprop", "adadelta", "adam", "adamw", "adamax", "radam");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Trajectory_is_PyTorchs(string name)
    {
        GoldenCase @case = Golden.Case("optim", name);
        Optimizer optimizer = Create(@case);
        GoldenArray trajectory = @case.Output("trajectory");
        float[] start = @case.Input("x0").Values;
        var weight = new Weight("x", Tensor.From(start, [start.Length]));
        bool quadratic = @case.OptionalInput("A") is not null;
        var actual = new List<float>(start);
        for (int step = 0; step < 10; step++)
        {
            weight.Value.ZeroGrad();
            float[] gradient = quadratic
                ? Quadratic(@case.Input("A").Values, @case.Input("b").Values, weight.Value.ToArray())
                : @case.Input("grads").Values[(step * start.Length)..((step + 1) * start.Length)];
            Ops.Sum(weight.Value * Tensor.From(gradient, [start.Length])).Backward();
            optimizer.Step([weight]);
            actual.AddRange(weight.Value.ToArray());
        }
        @case.Check("trajectory", trajectory, actual.ToArray());
    }

    [Fact]
    public void There_are_the_expected_cases() => Assert.Equal(60, Cases.Count);

    private static Optimizer Create(GoldenCase @case)
    {
        float rate = @case.Number("lr"), decay = @case.Number("weight_decay"), epsilon = @case.Has("eps") ? @case.Number("eps") : 0, beta1 = 0, beta2 = 0;
        if (@case.Has("betas"))
        {
            beta1 = @case.Parameters.GetProperty("betas")[0].GetSingle();
            beta2 = @case.Parameters.GetProperty("betas")[1].GetSingle();
        }
        return @case.Operation switch
        {
            "sgd" => new Sgd(rate) { Momentum = @case.Number("momentum"), Dampening = @case.Number("dampening"), Nesterov = @case.Flag("nesterov"), WeightDecay = decay },
            "adagrad" => new Adagrad(rate) { LearningRateDecay = @case.Number("lr_decay"), InitialAccumulator = @case.Number("initial_accumulator_value"), Epsilon = epsilon, WeightDecay = decay },
            "rmsprop" => new RmsProp(rate) { Decay = @case.Number("alpha"), Momentum = @case.Number("momentum"), Centered = @case.Flag("centered"), Epsilon = epsilon, WeightDecay = decay },
            "adadelta" => new Adadelta(rate) { Decay = @case.Number("rho"), Epsilon = epsilon, WeightDecay = decay },
            "adamax" => new Adamax(rate) { Beta1 = beta1, Beta2 = beta2, Epsilon = epsilon, WeightDecay = decay },
            "radam" => new RAdam(rate) { Beta1 = beta1, Beta2 = beta2, Epsilon = epsilon, WeightDecay = decay },
            "adam" or "adamw" => new Adam(rate) { Beta1 = beta1, Beta2 = beta2, Epsilon = epsilon, AmsGrad = @case.Flag("amsgrad"), WeightDecay = decay, DecoupledWeightDecay = @case.Operation == "adamw" },
            _ => throw new NotSupportedException(@case.Operation),
        };
    }

    private static float[] Quadratic(float[] a, float[] b, float[] x) =>
        [.. Enumerable.Range(0, x.Length).Select(i => (float)(x.Select((value, j) => (double)a[i * x.Length + j] * value).Sum() - b[i]))];
}
