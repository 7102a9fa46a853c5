namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Features of boxes on a fixed grid (Girshick 2015): each bin is the largest number in it, per channel, with boxes and bins
    /// rounded to whole pixels. As torchvision's roi_pool; the first of equal numbers takes the gradient, a NaN wins, as in
    /// <see cref="MaxPool2D"/>. A bin outside of the features is zero.
    /// </summary>
    /// <param name="features">[N, H, W, C]; gets a gradient.</param>
    /// <param name="boxes">
    /// [k, 4] as x1, y1, x2, y2 in the image; gets no gradient. A box with a NaN or infinite coordinate gives NaN and passes no
    /// gradient on; of an inverted one the pixel at its first corner remains.
    /// </param>
    /// <param name="images">For each box, the number of its image in the batch, at least 0 and below N.</param>
    /// <param name="options">Output size and scale; null for the defaults.</param>
    /// <returns>[k, OutputH, OutputW, C].</returns>
    /// <exception cref="ArgumentException">A shape, an option or the number of images does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A box is in an image that is not in the batch.</exception>
    public static Tensor RoiPool(Tensor features, Tensor boxes, ReadOnlySpan<int> images, RoiPoolOptions? options = null)
    {
        options ??= new();
        RoiGeometry geometry = RoiGeometryOf("RoiPool", features, boxes, images, options.OutputH, options.OutputW, options.SpatialScale);
        Tensor y = Tensor.Allocate([geometry.Boxes, geometry.OutH, geometry.OutW, geometry.C]);
        Tensor pixels = Tensor.Allocate(y.Shape);
        Backend.Current.RoiPool(geometry, features.Storage, boxes.Storage, images, y.Storage, pixels.Storage);
        if (features.RequiresGrad)
        {
            int[] imagesOfBoxes = images.ToArray();
            Tape.Record(y, gradient =>
            {
                Tensor featuresGradient = Tensor.Allocate(features.Shape);
                Backend.Current.RoiPoolGradient(geometry, gradient.Storage, imagesOfBoxes, pixels.Storage, featuresGradient.Storage);
                pixels.Free();
                features.Accumulate(featuresGradient);
            }, features);
        }
        if (y.Node is null) pixels.Free();
        return y;
    }
}
