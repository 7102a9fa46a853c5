namespace MlNetDeep.Tensors.Tests.Conformance;

internal static partial class OperationSamples
{
    private static IEnumerable<OperationSample> Arithmetic =>
    [
        Pair("Add", (a, b) => Ops.Add(a, b)),
        Pair("Add broadcast", (a, b) => Ops.Add(a, b)) with { Inputs = [[2, 3, 4], [3, 1]], Large = [[4, 300, 100], [300, 1]], Empty = [[0, 3, 4], [3, 1]] },
        Pair("Subtract", Ops.Subtract),
        Pair("Multiply", Ops.Multiply),
        Pair("Divide", Ops.Divide) with { Range = (1, 2) },
        Pair("Maximum", Ops.Maximum) with { Step = 1e-3f },
        Pair("Minimum", Ops.Minimum) with { Step = 1e-3f },
        new("Where", x => Ops.Where(Ops.Greater(x[0].Detach(), Tensor.Scalar(0.5f)), x[0], x[1]), [3, 5], [3, 5]) { Range = (0.6f, 1), Large = [s_many, s_many], Empty = [[0, 5], [0, 5]], PassesNaN = false },
        Activation("Clamp", x => Ops.Clamp(x, -3, 3)),
        Activation("Power", x => Ops.Power(x, 1.7f)),
        Activation("Reciprocal", Ops.Reciprocal) with { Range = (1, 2) },
        Activation("ReciprocalSqrt", Ops.ReciprocalSqrt) with { Range = (1, 2) },
        Activation("Sin", Ops.Sin),
        Activation("Cos", Ops.Cos),
        Activation("Exp", Ops.Exp),
        Activation("Log", Ops.Log) with { Range = (1, 2) },
        Activation("Sqrt", Ops.Sqrt) with { Range = (1, 2) },
        Activation("Square", Ops.Square),
        Activation("Affine", x => Ops.Affine(x, 2, -1)),
    ];

    private static IEnumerable<OperationSample> Reductions =>
    [
        Reduced("Sum", x => Ops.Sum(x, [1])),
        Reduced("Sum all", x => Ops.Sum(x)),
        Reduced("Mean", x => Ops.Mean(x, [0, 2])) with { Empty = null },
        Reduced("Max", x => Ops.Max(x, [1])) with { Step = 1e-3f },
        Reduced("Min", x => Ops.Min(x, [0, 2])) with { Step = 1e-3f, Empty = null },
        Reduced("Variance", x => Ops.Variance(x, [1])),
        Reduced("StandardDeviation", x => Ops.StandardDeviation(x, [1])),
        Reduced("LogSumExp", x => Ops.LogSumExp(x, [1])),
        Reduced("Norm 1", x => Ops.Norm(x, 1, [1])) with { Range = (0.1f, 1) },
        Reduced("Norm 2", x => Ops.Norm(x, 2, [1])),
        Reduced("Norm 3", x => Ops.Norm(x, 3, [1])) with { Range = (0.1f, 1) },
        Reduced("Norm infinity", x => Ops.Norm(x, float.PositiveInfinity, [1])) with { Step = 1e-3f },
    ];

    private static OperationSample Pair(string name, Func<Tensor, Tensor, Tensor> function) =>
        new(name, x => function(x[0], x[1]), [3, 5], [3, 5]) { Large = [s_many, s_many], Empty = [[0, 5], [0, 5]] };

    private static OperationSample Reduced(string name, Func<Tensor, Tensor> function) =>
        new(name, x => function(x[0]), [2, 3, 4]) { Large = [[6, 1000, 33]], Empty = [[0, 3, 4]] };
}
