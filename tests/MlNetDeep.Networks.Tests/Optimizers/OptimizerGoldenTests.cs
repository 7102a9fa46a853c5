using System.Text.Json;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

/// <summary>Trajectories of ten steps, compared with those of PyTorch.</summary>
public class OptimizerGoldenTests
{
    private static readonly GoldenTopic s_topic = new("optim");

    public static TheoryData<string> Cases { get; } = [.. new GoldenTopic("optim").Cases.Where(Covered).Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Trajectory_is_PyTorchs(string name)
    {
        JsonElement @case = s_topic[name];
        JsonElement parameters = @case.GetProperty("params");
        Optimizer optimizer = Create(@case.GetProperty("op").GetString()!, parameters);
        float[] trajectory = s_topic.Array(@case, "outputs", "trajectory");
        float[] start = s_topic.Array(@case, "inputs", "x0");
        var weight = new Weight("x", Tensor.From(start, [start.Length]));
        bool quadratic = parameters.GetProperty("mode").GetString() == "quadratic";
        for (int step = 0; step < 10; step++)
        {
            weight.Value.ZeroGrad();
            float[] gradient = quadratic
                ? Quadratic(s_topic.Array(@case, "inputs", "A"), s_topic.Array(@case, "inputs", "b"), weight.Value.ToArray())
                : s_topic.Array(@case, "inputs", "grads")[(step * start.Length)..((step + 1) * start.Length)];
            Ops.Sum(weight.Value * Tensor.From(gradient, [start.Length])).Backward();
            optimizer.Step([weight]);
            for (int i = 0; i < start.Length; i++)
            {
                float expected = trajectory[(step + 1) * start.Length + i];
                Assert.True(Math.Abs(weight.Value.Span[i] - expected) <= 2e-5 + 2e-4 * Math.Abs(expected), $"step {step + 1}, x[{i}]: {weight.Value.Span[i]}, expected {expected}");
            }
        }
    }

    [Fact]
    public void There_are_the_expected_cases() => Assert.Equal(28, Cases.Count);

    private static bool Covered(JsonElement @case) =>
        @case.GetProperty("op").GetString() is "sgd" or "adam" or "adamw"
        && !(@case.GetProperty("params").TryGetProperty("dampening", out JsonElement dampening) && dampening.GetDouble() != 0);

    private static Optimizer Create(string op, JsonElement p)
    {
        float rate = p.GetProperty("lr").GetSingle(), decay = p.GetProperty("weight_decay").GetSingle();
        if (op == "sgd")
            return new Sgd(rate) { Momentum = p.GetProperty("momentum").GetSingle(), Nesterov = p.GetProperty("nesterov").GetBoolean(), WeightDecay = decay };
        return new Adam(rate)
        {
            Beta1 = p.GetProperty("betas")[0].GetSingle(),
            Beta2 = p.GetProperty("betas")[1].GetSingle(),
            Epsilon = p.GetProperty("eps").GetSingle(),
            AmsGrad = p.GetProperty("amsgrad").GetBoolean(),
            WeightDecay = decay,
            DecoupledWeightDecay = op == "adamw",
        };
    }

    private static float[] Quadratic(float[] a, float[] b, float[] x) =>
        [.. Enumerable.Range(0, x.Length).Select(i => (float)(x.Select((value, j) => (double)a[i * x.Length + j] * value).Sum() - b[i]))];
}
