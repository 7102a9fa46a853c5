namespace MlNetDeep.Tensors.Tests.Conformance;

internal static partial class OperationSamples
{
    private static IEnumerable<OperationSample> Convolution =>
    [
        new("Convolution2D", x => Ops.Convolution2D(x[0], x[1], x[2], new() { StrideH = 2, Padding = new(1, 0, 0, 1) }), [2, 5, 4, 3], [3, 2, 3, 2], [2])
        {
            Large = [[8, 30, 31, 24], [3, 2, 24, 40], [40]],
            Empty = [[0, 5, 4, 3], [3, 2, 3, 2], [2]],
        },
        new("Convolution2D residual", x => Ops.Convolution2D(x[0], x[1], null, null, x[2]), [2, 4, 3, 3], [3, 2, 3, 2], [2, 2, 2, 2])
        {
            Large = [[8, 30, 31, 24], [3, 2, 24, 40], [8, 28, 30, 40]],
            Empty = [[0, 4, 3, 3], [3, 2, 3, 2], [0, 2, 2, 2]],
        },
        new("Convolution2D groups", x => Ops.Convolution2D(x[0], x[1], null, new() { Groups = 2 }), [1, 4, 4, 4], [2, 2, 2, 6])
        {
            Large = [[8, 30, 31, 32], [2, 2, 16, 48]],
            Empty = [[0, 4, 4, 4], [2, 2, 2, 6]],
        },
        new("Convolution2D depthwise", x => Ops.Convolution2D(x[0], x[1], x[2], new() { Groups = x[0].Shape[3], Padding = Padding2D.All(1) }), [1, 4, 4, 3], [3, 3, 1, 3], [3])
        {
            Large = [[8, 40, 41, 33], [3, 3, 1, 33], [33]],
            Empty = [[0, 4, 4, 3], [3, 3, 1, 3], [3]],
        },
        new("Convolution1D", x => Ops.Convolution1D(x[0], x[1], x[2], new() { Stride = 2, PaddingBefore = 1 }), [2, 6, 3], [3, 3, 2], [2])
        {
            Large = [[8, 900, 24], [3, 24, 40], [40]],
            Empty = [[0, 6, 3], [3, 3, 2], [2]],
        },
        new("ConvolutionTranspose2D", x => Ops.ConvolutionTranspose2D(x[0], x[1], x[2], new() { StrideH = 2, StrideW = 2, Padding = Padding2D.All(1), OutputPaddingH = 1 }), [2, 3, 4, 2], [3, 3, 3, 2], [3])
        {
            Large = [[8, 30, 31, 24], [3, 3, 40, 24], [40]],
            Empty = [[0, 3, 4, 2], [3, 3, 3, 2], [3]],
        },
        new("ConvolutionTranspose1D", x => Ops.ConvolutionTranspose1D(x[0], x[1], x[2], new() { StrideW = 2 }), [2, 4, 2], [3, 3, 2], [3])
        {
            Large = [[8, 900, 24], [3, 40, 24], [40]],
            Empty = [[0, 4, 2], [3, 3, 2], [3]],
        },
    ];
}
