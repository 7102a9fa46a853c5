namespace MlNetDeep.Tensors.Tests.Conformance;

internal static partial class OperationSamples
{
    private static IEnumerable<OperationSample> Style =>
    [
        new("AdaptiveInstanceNorm", x => Ops.AdaptiveInstanceNorm(x[0], x[1]), [2, 2, 3, 3], [2, 3, 2, 3])
        {
            Large = [[3, 40, 41, 33], [3, 30, 31, 33]],
            Empty = [[0, 2, 3, 3], [0, 3, 2, 3]],
        },
        new("ContentLoss", x => Ops.ContentLoss(x[0], x[1]), [2, 3, 4], [2, 3, 4]) { Large = [s_many, s_many] },
        new("GramMatrix", x => Ops.GramMatrix(x[0]), [2, 3, 3, 4]) { Large = [[3, 50, 51, 130]], Empty = [[0, 3, 3, 4]] },
        new("StyleLoss", x => Ops.StyleLoss(x[0], x[1]), [2, 3, 3, 4], [2, 4, 4]) { Large = [[2, 50, 51, 65], [2, 65, 65]] },
        // A tiny step: no step may change which of two neighbours is the larger.
        new("TotalVariation", x => Ops.TotalVariation(x[0]), [1, 4, 4, 2]) { Step = 1e-3f, Large = [[4, 60, 61, 33]], Empty = [[0, 4, 4, 2]] },
    ];
}
