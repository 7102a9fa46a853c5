using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

/// <summary>Weights for the tests of recurrent operations, and the units written as plain loops in double precision.</summary>
internal static class RecurrentTesting
{
    internal static int Gates(string unit) => unit switch { "gru" => 3, "lstm" => 4, _ => 1 };

    internal static RecurrentWeights Random(string unit, int inputs, int units, ulong seed, bool bias = true)
    {
        int sums = Gates(unit) * units;
        return new RecurrentWeights(
            GradientCheck.Random([inputs, sums], seed),
            GradientCheck.Random([units, sums], seed + 1),
            bias ? GradientCheck.Random([sums], seed + 2) : null,
            bias ? GradientCheck.Random([sums], seed + 3) : null);
    }

    internal static Tensor[] Tensors(RecurrentWeights weights) =>
        weights.InputBias is null ? [weights.Input, weights.State] : [weights.Input, weights.State, weights.InputBias, weights.StateBias!];

    /// <summary>The weights of a golden case; the files hold them transposed.</summary>
    internal static RecurrentWeights Golden(GoldenCase golden, string suffix = "") => new(
        golden.Input("weight_ih" + suffix).Transposed.ToTensor(true),
        golden.Input("weight_hh" + suffix).Transposed.ToTensor(true),
        golden.Input("bias_ih" + suffix).ToTensor(true),
        golden.Input("bias_hh" + suffix).ToTensor(true));

    internal static void CheckGradients(GoldenCase golden, RecurrentWeights weights, string suffix = "")
    {
        golden.Check("input weight gradient" + suffix, golden.Gradient("weight_ih" + suffix).Transposed, weights.Input.Grad!.Span);
        golden.Check("state weight gradient" + suffix, golden.Gradient("weight_hh" + suffix).Transposed, weights.State.Grad!.Span);
        golden.Check("input bias gradient" + suffix, golden.Gradient("bias_ih" + suffix), weights.InputBias!.Grad!.Span);
        golden.Check("state bias gradient" + suffix, golden.Gradient("bias_hh" + suffix), weights.StateBias!.Grad!.Span);
    }

    internal static (Tensor Output, Tensor State, Tensor? Cell) Sequence(string unit, Tensor x, RecurrentWeights weights, Tensor? h, Tensor? c, RecurrentOptions? options = null)
    {
        if (unit == "lstm")
        {
            LstmResult result = Ops.Lstm(x, weights, h is null ? null : new LstmState(h, c!), options);
            return (result.Output, result.State.Hidden, result.State.Cell);
        }
        RecurrentResult other = unit == "gru" ? Ops.Gru(x, weights, h, options) : Ops.Rnn(x, weights, h, Activation(unit), options);
        return (other.Output, other.State, null);
    }

    internal static (Tensor Output, Tensor State, Tensor? Cell) Bidirectional(string unit, Tensor x, RecurrentWeights forward, RecurrentWeights backward, Tensor? h, Tensor? c, RecurrentOptions? options = null)
    {
        if (unit == "lstm")
        {
            LstmResult result = Ops.BidirectionalLstm(x, forward, backward, h is null ? null : new LstmState(h, c!), options);
            return (result.Output, result.State.Hidden, result.State.Cell);
        }
        RecurrentResult other = unit == "gru" ? Ops.BidirectionalGru(x, forward, backward, h, options) : Ops.BidirectionalRnn(x, forward, backward, h, Activation(unit), options);
        return (other.Output, other.State, null);
    }

    internal static (Tensor State, Tensor? Cell) Cell(string unit, Tensor x, RecurrentWeights weights, Tensor h, Tensor c)
    {
        if (unit != "lstm") return (unit == "gru" ? Ops.GruCell(x, h, weights) : Ops.RnnCell(x, h, weights, Activation(unit)), c);
        LstmState state = Ops.LstmCell(x, new LstmState(h, c), weights);
        return (state.Hidden, state.Cell);
    }

    /// <summary>One step of one sequence by the definition; h and c are replaced.</summary>
    internal static void Step(string unit, ReadOnlySpan<float> x, RecurrentWeights weights, double[] h, double[] c)
    {
        int units = h.Length, sums = Gates(unit) * units;
        double[] input = new double[sums], state = new double[sums];
        for (int j = 0; j < sums; j++)
        {
            input[j] = weights.InputBias is null ? 0 : weights.InputBias.Span[j];
            state[j] = weights.StateBias is null ? 0 : weights.StateBias.Span[j];
            for (int i = 0; i < x.Length; i++) input[j] += (double)x[i] * weights.Input.Span[(i * sums) + j];
            for (int i = 0; i < units; i++) state[j] += h[i] * weights.State.Span[(i * sums) + j];
        }
        for (int u = 0; u < units; u++)
        {
            double Sum(int gate) => input[(gate * units) + u] + state[(gate * units) + u];
            switch (unit)
            {
                case "tanh": h[u] = Math.Tanh(Sum(0)); break;
                case "relu": h[u] = Math.Max(0, Sum(0)); break;
                case "gru":
                    double r = Sigmoid(Sum(0)), z = Sigmoid(Sum(1)), n = Math.Tanh(input[(2 * units) + u] + (r * state[(2 * units) + u]));
                    h[u] = ((1 - z) * n) + (z * h[u]);
                    break;
                default:
                    c[u] = (Sigmoid(Sum(1)) * c[u]) + (Sigmoid(Sum(0)) * Math.Tanh(Sum(2)));
                    h[u] = Sigmoid(Sum(3)) * Math.Tanh(c[u]);
                    break;
            }
        }
    }

    private static RecurrentActivation Activation(string unit) => unit == "relu" ? RecurrentActivation.Relu : RecurrentActivation.Tanh;

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
