namespace MlNetDeep.Tensors.Tests.Conformance;

internal static partial class OperationSamples
{
    private static IEnumerable<OperationSample> Detection =>
    [
        // One NaN in the features need not lie in a box.
        new("RoiAlign", x => Ops.RoiAlign(x[0], BoxesIn(x[0].Shape), ImagesIn(x[0].Shape), new() { OutputH = 2, OutputW = 3 }), [2, 5, 4, 3]) { Large = [[3, 40, 41, 70]], Empty = [[0, 5, 4, 3]], PassesNaN = false },
        new("RoiAlign aligned", x => Ops.RoiAlign(x[0], BoxesIn(x[0].Shape), ImagesIn(x[0].Shape), new() { OutputH = 3, OutputW = 2, SamplingRatio = 2, Aligned = true }), [2, 5, 4, 3]) { Large = [[3, 40, 41, 33]], Empty = [[2, 5, 4, 0]], PassesNaN = false },
        // A tiny step: no step may change the winner of a bin.
        new("RoiPool", x => Ops.RoiPool(x[0], BoxesIn(x[0].Shape), ImagesIn(x[0].Shape), new() { OutputH = 2, OutputW = 2 }), [2, 5, 4, 3]) { Step = 1e-4f, Tolerance = 5e-2f, Large = [[3, 40, 41, 70]], Empty = [[0, 5, 4, 3]], PassesNaN = false },
        new("ConvertBoxes corners to centre", x => Ops.ConvertBoxes(x[0], BoxFormat.Corners, BoxFormat.CenterAndSize), [3, 4]) { Large = [[30_001, 4]], Empty = [[0, 4]] },
        new("ConvertBoxes centre to corner", x => Ops.ConvertBoxes(x[0], BoxFormat.CenterAndSize, BoxFormat.CornerAndSize), [3, 4]) { Large = [[30_001, 4]], Empty = [[0, 4]] },
        new("ConvertBoxes corner to corners", x => Ops.ConvertBoxes(x[0], BoxFormat.CornerAndSize, BoxFormat.Corners), [3, 4]) { Large = [[30_001, 4]], Empty = [[0, 4]] },
    ];

    /// <summary>Twenty boxes for each image, some of them partly outside.</summary>
    private static Tensor BoxesIn(Shape features)
    {
        Tensor boxes = GradientCheck.Random([20 * features[0], 4], 21, 0, 0.6f);
        for (int i = 0; i < boxes.Count; i += 4)
        {
            boxes.Span[i] = (boxes.Span[i] - 0.05f) * features[2];
            boxes.Span[i + 1] = (boxes.Span[i + 1] - 0.05f) * features[1];
            boxes.Span[i + 2] = boxes.Span[i] + (boxes.Span[i + 2] * features[2]);
            boxes.Span[i + 3] = boxes.Span[i + 1] + (boxes.Span[i + 3] * features[1]);
        }
        return boxes;
    }

    private static int[] ImagesIn(Shape features) => [.. Enumerable.Range(0, 20 * features[0]).Select(i => i % features[0])];
}
