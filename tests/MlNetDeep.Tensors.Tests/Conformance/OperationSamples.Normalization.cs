namespace MlNetDeep.Tensors.Tests.Conformance;

internal static partial class OperationSamples
{
    private static IEnumerable<OperationSample> Normalization =>
    [
        new("BatchNorm", x => Ops.BatchNorm(x[0], x[1], x[2], Tensor.Zeros([x[1].Count]), Tensor.Ones([x[1].Count]), new BatchNormOptions()), [2, 2, 3, 3], [3], [3])
        {
            Large = [[20, 30, 31, 33], [33], [33]],
            Empty = [[0, 2, 3, 3], [3], [3]],
        },
        new("GroupNorm", x => Ops.GroupNorm(x[0], 2, x[1], x[2]), [2, 2, 3, 4], [4], [4])
        {
            Large = [[6, 40, 41, 34], [34], [34]],
            Empty = [[0, 2, 3, 4], [4], [4]],
        },
        new("InstanceNorm", x => Ops.InstanceNorm(x[0], x[1], x[2]), [2, 2, 3, 3], [3], [3])
        {
            Large = [[6, 40, 41, 33], [33], [33]],
            Empty = [[0, 2, 3, 3], [3], [3]],
        },
        new("InstanceNorm running", x => Ops.InstanceNorm(x[0], x[1], x[2], new() { Training = false, RunningMean = Tensor.Ones([x[1].Count]), RunningVariance = Tensor.Ones([x[1].Count]) }), [2, 2, 3, 3], [3], [3])
        {
            Large = [[6, 40, 41, 33], [33], [33]],
            Empty = [[0, 2, 3, 3], [3], [3]],
        },
        new("L2Normalize", x => Ops.L2Normalize(x[0]), [3, 5]) { Large = [[500, 300]], Empty = [[0, 5]] },
        new("L2Normalize axis", x => Ops.L2Normalize(x[0], 1), [2, 4, 3]) { Large = [[5, 60, 700]], Empty = [[0, 4, 3]] },
        new("LayerNorm", x => Ops.LayerNorm(x[0], x[1], x[2]), [3, 7], [7], [7]) { Large = [[900, 257], [257], [257]], Empty = [[0, 7], [7], [7]] },
        new("LayerNorm two axes", x => Ops.LayerNorm(x[0], x[1], x[2], lastAxes: 2), [2, 3, 4], [3, 4], [3, 4])
        {
            Large = [[9, 50, 200], [50, 200], [50, 200]],
            Empty = [[0, 3, 4], [3, 4], [3, 4]],
        },
        new("LocalResponseNorm", x => Ops.LocalResponseNorm(x[0], new() { Alpha = 0.5f, Size = 3 }), [3, 6]) { Large = [[3000, 67]], Empty = [[0, 6]] },
        new("RmsNorm", x => Ops.RmsNorm(x[0], x[1]), [3, 7], [7]) { Large = [[900, 257], [257]], Empty = [[0, 7], [7]] },
    ];
}
