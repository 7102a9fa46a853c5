namespace MlNetDeep.Tensors.Tests.Conformance;

internal static partial class OperationSamples
{
    private static IEnumerable<OperationSample> Matrix =>
    [
        new("Linear", x => Ops.Linear(x[0], x[1], x[2]), [3, 5], [5, 4], [4]) { Large = [[300, 257], [257, 190], [190]], Empty = [[0, 5], [5, 4], [4]] },
        new("MatMul batched", x => Ops.MatMul(x[0], x[1]), [2, 3, 4], [2, 4, 3]) { Large = [[4, 150, 130], [4, 130, 170]], Empty = [[0, 3, 4], [0, 4, 3]] },
        new("MatMul broadcast and transposed", x => Ops.MatMul(x[0], x[1], true, true), [2, 1, 4, 3], [3, 2, 4]) { Large = [[4, 1, 130, 150], [3, 170, 130]], Empty = [[0, 1, 4, 3], [3, 2, 4]] },
    ];
}
