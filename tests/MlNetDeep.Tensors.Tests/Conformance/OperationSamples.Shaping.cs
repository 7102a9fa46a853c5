namespace MlNetDeep.Tensors.Tests.Conformance;

internal static partial class OperationSamples
{
    private static readonly int[] s_indices = [.. Enumerable.Range(0, 3000).Select(i => i * 7 % 2)];

    private static IEnumerable<OperationSample> Shaping =>
    [
        Shaped("Reshape", x => Ops.Reshape(x, [x.Shape[0], x.Shape[1] * x.Shape[2]])),
        Shaped("Transpose", x => Ops.Transpose(x, 2, 0, 1)),
        Shaped("Transpose of matrices", x => Ops.Transpose(x)),
        Shaped("Slice", x => Ops.Slice(x, 1, 1, 1, 2)) with { PassesNaN = false },
        Shaped("Split", x => Ops.Split(x, [1, x.Shape[1] - 1], 1)[1]) with { PassesNaN = false },
        Shaped("Concatenate", x => Ops.Concatenate([x, x], 1)),
        Shaped("Stack", x => Ops.Stack([x, x], 1)),
        Shaped("Flip", x => Ops.Flip(x, 0, 2)),
        Shaped("Tile", x => Ops.Tile(x, 1, 2, 3)),
        Shaped("BroadcastTo", x => Ops.BroadcastTo(x, [2, .. x.Shape])),
        Shaped("ExpandDims and Squeeze", x => Ops.Squeeze(Ops.ExpandDims(x, 1), 1)),
        Shaped("Gather", x => Ops.Gather(x, s_indices.AsSpan(0, 9), 1)) with { PassesNaN = false },
        Shaped("GatherElements", x => Ops.GatherElements(x, s_indices.AsSpan(0, x.Shape[0] * x.Shape[2]), [x.Shape[0], 1, x.Shape[2]], 1)) with { PassesNaN = false, Large = null },
        Shaped("CumulativeSum", x => Ops.CumulativeSum(x, 1)),
        new("Embedding", x => Ops.Embedding(x[0], s_indices, [1500, 2]), [3, 4]) { Large = [[50, 100]], PassesNaN = false, Tolerance = 0.03f },
    ];

    private static OperationSample Shaped(string name, Func<Tensor, Tensor> function) =>
        new(name, x => function(x[0]), [2, 3, 4]) { Large = [[6, 170, 190]], Empty = [[0, 3, 4]] };
}
