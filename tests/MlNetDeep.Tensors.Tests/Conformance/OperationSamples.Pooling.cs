namespace MlNetDeep.Tensors.Tests.Conformance;

internal static partial class OperationSamples
{
    private static IEnumerable<OperationSample> Pooling =>
    [
        // A tiny step: no step may change the winner of a window.
        new("MaxPool2D", x => Ops.MaxPool2D(x[0]), [1, 4, 4, 2]) { Step = 1e-3f, Large = [[6, 64, 64, 33]], Empty = [[0, 4, 4, 2]] },
        new("GlobalAveragePool2D", x => Ops.GlobalAveragePool2D(x[0]), [2, 3, 4, 2]) { Large = [[16, 40, 40, 33]], Empty = [[0, 3, 4, 2]] },
    ];
}
