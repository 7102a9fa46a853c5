namespace MlNetDeep.Tensors.Tests.Conformance;

internal static partial class OperationSamples
{
    private static IEnumerable<OperationSample> Attention =>
    [
        new("ScaledDotProductAttention", x => Ops.ScaledDotProductAttention(x[0], x[1], x[2]), [2, 3, 4], [2, 5, 4], [2, 5, 2])
        {
            Large = [[3, 4, 130, 33], [3, 4, 150, 33], [3, 4, 150, 40]],
            Empty = [[0, 3, 4], [0, 5, 4], [0, 5, 2]],
        },
        new("ScaledDotProductAttention mask", x => Ops.ScaledDotProductAttention(x[0], x[1], x[2], x[3], new() { Causal = true, Scale = 0.7f }), [2, 2, 3, 4], [2, 2, 3, 4], [2, 2, 3, 2], [2, 1, 1, 3])
        {
            Large = [[3, 4, 130, 33], [3, 4, 150, 33], [3, 4, 150, 40], [130, 150]],
            Empty = [[0, 2, 3, 4], [0, 2, 5, 4], [0, 2, 5, 2], [1, 1, 5]],
        },
        new("ScaledDotProductAttention dropout", x => Ops.ScaledDotProductAttention(x[0], x[1], x[2], null, new() { Dropout = 0.4f, Random = new Philox(3, 4) }), [2, 3, 4], [2, 5, 4], [2, 5, 2])
        {
            Large = [[3, 4, 130, 33], [3, 4, 150, 33], [3, 4, 150, 40]],
            Empty = [[0, 3, 4], [0, 5, 4], [0, 5, 2]],
        },
    ];
}
