namespace MlNetDeep.Tensors;

public abstract partial class Backend
{
    // Boxes are four floats each: x1, y1, x2, y2 where no format is given.
    internal abstract void BoxOverlaps(BoxOverlap measure, Storage a, int aCount, Storage b, int bCount, Storage y);
    internal abstract void ConvertBoxes(BoxFormat from, BoxFormat to, Storage x, Storage y);
    internal abstract void ConvertBoxesGradient(BoxFormat from, BoxFormat to, Storage yGradient, Storage xGradient);
    internal abstract void BoxAreas(Storage x, Storage y);
    internal abstract void ClipBoxes(Storage x, float width, float height, Storage y);

    /// <summary>Without <paramref name="classes"/> all boxes are of one class.</summary>
    internal abstract int[] NonMaxSuppression(Storage boxes, ReadOnlySpan<float> scores, ReadOnlySpan<int> classes, float iouThreshold, int maxOutput, float scoreThreshold);
    internal abstract (int[] Indices, float[] Scores) SoftNonMaxSuppression(Storage boxes, Storage scores, float sigma, int maxOutput, float scoreThreshold);

    internal abstract void RoiAlign(in RoiGeometry geometry, Storage x, Storage boxes, ReadOnlySpan<int> images, Storage y);
    internal abstract void RoiAlignGradient(in RoiGeometry geometry, Storage yGradient, Storage boxes, ReadOnlySpan<int> images, Storage xGradient);

    /// <summary>Writes, in <paramref name="pixels"/>, the number of the pixel inside its image that each maximum came from; -1 for none.</summary>
    internal abstract void RoiPool(in RoiGeometry geometry, Storage x, Storage boxes, ReadOnlySpan<int> images, Storage y, Storage pixels);
    internal abstract void RoiPoolGradient(in RoiGeometry geometry, Storage yGradient, ReadOnlySpan<int> images, Storage pixels, Storage xGradient);
}
