namespace MlNetDeep.Tensors.Tests.Conformance;

internal static partial class OperationSamples
{
    private static IEnumerable<OperationSample> Pooling =>
    [
        // A tiny step: no step may change the winner of a window.
        new("MaxPool2D", x => Ops.MaxPool2D(x[0]), [1, 4, 4, 2]) { Step = 1e-3f, Large = [[6, 64, 64, 33]], Empty = [[0, 4, 4, 2]] },
        new("GlobalAveragePool2D", x => Ops.GlobalAveragePool2D(x[0]), [2, 3, 4, 2]) { Large = [[16, 40, 40, 33]], Empty = [[0, 3, 4, 2]] },
        new("MaxPool2D overlapping", x => Ops.MaxPool2D(x[0], new() { KernelH = 3, KernelW = 3, StrideH = 2, StrideW = 2, Padding = Padding2D.All(1) }), [1, 5, 4, 2]) { Step = 1e-3f, Large = [[6, 64, 64, 33]], Empty = [[0, 5, 4, 2]] },
        new("MaxPool1D", x => Ops.MaxPool1D(x[0]), [2, 4, 3]) { Step = 1e-3f, Large = [[6, 4096, 33]], Empty = [[0, 4, 3]] },
        new("GlobalMaxPool2D", x => Ops.GlobalMaxPool2D(x[0]), [2, 3, 3, 2]) { Step = 1e-3f, Large = [[16, 40, 40, 33]], Empty = [[0, 3, 3, 2]] },
        new("AveragePool2D", x => Ops.AveragePool2D(x[0], new() { KernelH = 3, StrideH = 2, StrideW = 1, Padding = Padding2D.All(1) }), [1, 5, 4, 2]) { Large = [[6, 64, 64, 33]], Empty = [[0, 5, 4, 2]] },
        new("AveragePool1D", x => Ops.AveragePool1D(x[0]), [2, 4, 3]) { Large = [[6, 4096, 33]], Empty = [[0, 4, 3]] },
        new("AdaptiveAveragePool2D", x => Ops.AdaptiveAveragePool2D(x[0], 3, 2), [1, 5, 7, 2]) { Large = [[6, 65, 64, 33]], Empty = [[0, 5, 7, 2]] },
        new("AdaptiveMaxPool2D", x => Ops.AdaptiveMaxPool2D(x[0], 3, 2), [1, 5, 7, 2]) { Step = 1e-3f, Large = [[6, 65, 64, 33]], Empty = [[0, 5, 7, 2]] },
    ];

    private static IEnumerable<OperationSample> Spatial =>
    [
        new("Pad2D constant", x => Ops.Pad2D(x[0], new(1, 2, 0, 3), PaddingMode.Constant, 2), [1, 3, 4, 2]) { Large = [[6, 64, 64, 33]], Empty = [[0, 3, 4, 2]] },
        new("Pad2D reflect", x => Ops.Pad2D(x[0], new(1, 2, 0, 3), PaddingMode.Reflect), [1, 3, 4, 2]) { Large = [[6, 64, 64, 33]], Empty = [[0, 3, 4, 2]] },
        new("Pad2D replicate", x => Ops.Pad2D(x[0], new(1, 2, 0, 3), PaddingMode.Replicate), [1, 3, 4, 2]) { Large = [[6, 64, 64, 33]], Empty = [[0, 3, 4, 2]] },
        new("Pad1D circular", x => Ops.Pad1D(x[0], 2, 3, PaddingMode.Circular), [2, 4, 3]) { Large = [[6, 4096, 33]], Empty = [[0, 4, 3]] },
        new("Resize2D nearest", x => Ops.Resize2D(x[0], 5, 7, ResizeMode.Nearest), [1, 3, 4, 2]) { Large = [[6, 64, 64, 33]], Empty = [[0, 3, 4, 2]] },
        new("Resize2D bilinear", x => Ops.Resize2D(x[0], 5, 7), [1, 3, 4, 2]) { Large = [[6, 64, 64, 33]], Empty = [[0, 3, 4, 2]], PassesNaN = true },
        new("Resize2D bilinear, corners aligned", x => Ops.Resize2D(x[0], 65, 40, ResizeMode.BilinearAlignCorners), [1, 3, 4, 2]) { Large = [[6, 64, 64, 33]], Empty = [[0, 3, 4, 2]] },
        Moved("AffineTransform", new() { FillValue = 2 }),
        Moved("AffineTransform reflect, smaller", new() { Height = 3, Width = 2, FillMode = FillMode.Reflect }),
        Moved("AffineTransform nearest", new() { FillMode = FillMode.Nearest, Sampling = SamplingMode.Nearest }),
        new("PixelShuffle", x => Ops.PixelShuffle(x[0], 2), [1, 3, 2, 8]) { Large = [[6, 64, 64, 36]], Empty = [[0, 3, 2, 8]] },
        new("PixelUnshuffle", x => Ops.PixelUnshuffle(x[0], 2), [1, 4, 2, 3]) { Large = [[6, 64, 64, 33]], Empty = [[0, 4, 2, 3]] },
    ];

    private static OperationSample Moved(string name, AffineTransformOptions options)
    {
        AffineMap2D[] maps = [.. Enumerable.Range(0, 6).Select(i => new AffineMap2D(0.9, 0.1 * i, 0.3 - i, -0.2, 1.1, 0.1 * i))];
        return new(name, x => Ops.AffineTransform(x[0], maps.AsSpan(0, x[0].Shape[0]), options), [2, 3, 4, 2]) { Large = [[6, 64, 64, 33]], Empty = [[0, 3, 4, 2]] };
    }
}
