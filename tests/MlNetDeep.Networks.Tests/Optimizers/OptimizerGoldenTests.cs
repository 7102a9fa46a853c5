using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

/// <summary>Trajectories of ten steps, compared with those of PyTorch.</summary>
public class OptimizerGoldenTests
{
    public static TheoryData<string> Cases => [.. Golden.Names("optim", "sgd", "adam", "adamw").Select(row => row.Data).Where(name => !name.Contains("dampening", StringComparison.Ordinal))];

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
    public void There_are_the_expected_cases() => Assert.Equal(28, Cases.Count);

    private static Optimizer Create(GoldenCase @case)
    {
        float rate = @case.Number("lr"), decay = @case.Number("weight_decay");
        if (@case.Operation == "sgd") return new Sgd(rate) { Momentum = @case.Number("momentum"), Nesterov = @case.Flag("nesterov"), WeightDecay = decay };
        return new Adam(rate)
        {
            Beta1 = @case.Parameters.GetProperty("betas")[0].GetSingle(),
            Beta2 = @case.Parameters.GetProperty("betas")[1].GetSingle(),
            Epsilon = @case.Number("eps"),
            AmsGrad = @case.Flag("amsgrad"),
            WeightDecay = decay,
            DecoupledWeightDecay = @case.Operation == "adamw",
        };
    }

    private static float[] Quadratic(float[] a, float[] b, float[] x) =>
        [.. Enumerable.Range(0, x.Length).Select(i => (float)(x.Select((value, j) => (double)a[i * x.Length + j] * value).Sum() - b[i]))];
}
