namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Features of boxes on a fixed grid (He et al. 2017): each bin is the mean of bilinear samples spread evenly over it. As
    /// torchvision's roi_align. Samples more than a pixel outside of the features are zero.
    /// </summary>
    /// <param name="features">[N, H, W, C]; gets a gradient.</param>
    /// <param name="boxes">
    /// [k, 4] as x1, y1, x2, y2 in the image; gets no gradient. A box with a NaN or infinite coordinate gives NaN and passes no
    /// gradient on.
    /// </param>
    /// <param name="images">For each box, the number of its image in the batch, at least 0 and below N.</param>
    /// <param name="options">Output size, scale and sampling; null for the defaults.</param>
    /// <returns>[k, OutputH, OutputW, C].</returns>
    /// <exception cref="ArgumentException">A shape, an option or the number of images does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A box is in an image that is not in the batch.</exception>
    public static Tensor RoiAlign(Tensor features, Tensor boxes, ReadOnlySpan<int> images, RoiAlignOptions? options = null)
    {
        options ??= new();
        RoiGeometry geometry = RoiGeometryOf("RoiAlign", features, boxes, images, options.OutputH, options.OutputW, options.SpatialScale);
        if (options.SamplingRatio < 0) ThrowShape("RoiAlign", $"the sampling ratio is at least 0, but is {options.SamplingRatio}", features.Shape, boxes.Shape);
        geometry = geometry with { SamplingRatio = options.SamplingRatio, Aligned = options.Aligned };
        Tensor y = Tensor.Allocate([geometry.Boxes, geometry.OutH, geometry.OutW, geometry.C]);
        Backend.Current.RoiAlign(geometry, features.Storage, boxes.Storage, images, y.Storage);
        if (!features.RequiresGrad) return y;
        int[] imagesOfBoxes = images.ToArray();
        return Tape.Record(y, gradient =>
        {
            Tensor featuresGradient = Tensor.Allocate(features.Shape);
            Backend.Current.RoiAlignGradient(geometry, gradient.Storage, boxes.Storage, imagesOfBoxes, featuresGradient.Storage);
            features.Accumulate(featuresGradient);
        }, features);
    }

    private static RoiGeometry RoiGeometryOf(string name, Tensor features, Tensor boxes, ReadOnlySpan<int> images, int outputH, int outputW, float scale)
    {
        ArgumentNullException.ThrowIfNull(features);
        CheckBoxes(name, boxes);
        Shape shape = features.Shape;
        if (shape.Rank != 4) ThrowShape(name, "the features are [N, H, W, C] and the boxes [k, 4]", shape, boxes.Shape);
        if (outputH < 1 || outputW < 1) ThrowShape(name, $"the output is at least 1 x 1, but is {outputH} x {outputW}", shape, boxes.Shape);
        if (!float.IsFinite(scale) || scale <= 0) ThrowShape(name, FormattableString.Invariant($"the spatial scale is finite and above 0, but is {scale}"), shape, boxes.Shape);
        if (images.Length != boxes.Shape[0]) ThrowShape(name, $"each box has the number of its image, but there are {images.Length} numbers", shape, boxes.Shape);
        for (int i = 0; i < images.Length; i++)
            if ((uint)images[i] >= (uint)shape[0]) throw new ArgumentOutOfRangeException(nameof(images), images[i], $"{name}: box {i} is in image {images[i]}, but the features {shape} have {shape[0]} images");
        return new RoiGeometry(shape[0], shape[1], shape[2], shape[3], boxes.Shape[0], outputH, outputW, scale);
    }
}
