using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Moves, turns, scales, shears or mirrors each image of a batch by a map of its own: what Keras' <c>affine_transform</c> does, and
    /// PyTorch's <c>affine_grid</c> followed by <c>grid_sample</c>. The gradient goes back to the pixels that were read.
    /// </summary>
    /// <param name="images">[N, H, W, C], with H and W at least 1.</param>
    /// <param name="maps">One for each image, from the pixels of the result to those of the image; all finite.</param>
    /// <param name="options">The size of the result, what lies outside and how pixels are read; null is the default.</param>
    /// <returns>[N, height, width, C].</returns>
    /// <exception cref="ArgumentException">The images have another rank or no pixels, there is another number of maps, or a map is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The height or width of the result is below 1.</exception>
    public static Tensor AffineTransform(Tensor images, ReadOnlySpan<AffineMap2D> maps, AffineTransformOptions? options = null)
    {
        const string name = "AffineTransform";
        ArgumentNullException.ThrowIfNull(images);
        options ??= new();
        if (images.Rank != 4 || images.Shape[1] == 0 || images.Shape[2] == 0) ThrowShape(name, "the images are [N, H, W, C] with at least one pixel", images.Shape);
        if (maps.Length != images.Shape[0]) ThrowShape(name, $"each image has a map, but there are {maps.Length}", images.Shape);
        for (int i = 0; i < maps.Length; i++)
            if (!maps[i].IsFinite) throw new ArgumentException(FormattableString.Invariant($"{name}: maps are finite, but that of image {i} is {maps[i]}"), nameof(maps));
        int height = options.Height ?? images.Shape[1], width = options.Width ?? images.Shape[2];
        if (height < 1) throw new ArgumentOutOfRangeException(nameof(options), height, $"{name}: the height is at least 1, but is {height}");
        if (width < 1) throw new ArgumentOutOfRangeException(nameof(options), width, $"{name}: the width is at least 1, but is {width}");

        var geometry = new AffineGeometry(images.Shape[0], images.Shape[1], images.Shape[2], images.Shape[3], height, width, options.FillMode, options.FillValue, options.Sampling);
        AffineMap2D[] own = maps.ToArray();
        Tensor y = Tensor.Allocate([geometry.Images, height, width, geometry.Channels]);
        Backend.Current.AffineTransform(geometry, own, images.Storage, y.Storage);
        return Tape.Record(y, gradient =>
        {
            Tensor imagesGradient = Tensor.Allocate(images.Shape);
            Backend.Current.AffineTransformGradient(geometry, own, gradient.Storage, imagesGradient.Storage);
            images.Accumulate(imagesGradient);
        }, images);
    }
}
