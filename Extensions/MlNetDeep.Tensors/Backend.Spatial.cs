using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public abstract partial class Backend
{
    // Windows and neighbours over [images, rows, columns, channels]; the maps go from the axes of x to those of y.

    /// <summary>
    /// Writes the maxima of the windows, minus infinity for an empty one, and in <paramref name="index"/>, if given, which number
    /// of its window each is: row position * longest row window + column position, as bytes or as integers.
    /// </summary>
    internal abstract void MaxPool2D(int images, int channels, AxisMap rows, AxisMap columns, Storage x, Storage y, Storage? index, bool bytes);

    /// <summary>Sends each gradient to the number that the index names; every number of the result is written.</summary>
    internal abstract void MaxPool2DGradient(int images, int channels, AxisMap rows, AxisMap columns, Storage yGradient, Storage index, bool bytes, Storage xGradient);

    /// <summary>y = the sum over a row's and a column's entries of their weights times x, or <paramref name="outside"/> where one of them has none.</summary>
    internal abstract void Resample2D(int images, int channels, AxisMap rows, AxisMap columns, float outside, Storage x, Storage y);

    /// <summary>
    /// From [images, height, width, channels * factor * factor] to [images, height * factor, width * factor, channels], or back if
    /// <paramref name="inverse"/>; the sizes are those of the deep side's pixels and of the wide side's channels.
    /// </summary>
    internal abstract void PixelShuffle(int images, int height, int width, int channels, int factor, bool inverse, Storage x, Storage y);

    /// <summary>y = each image read where its map says; see <see cref="Ops.AffineTransform"/>.</summary>
    internal abstract void AffineTransform(in AffineGeometry geometry, ReadOnlySpan<AffineMap2D> maps, Storage x, Storage y);

    /// <summary>Sends each gradient to the pixels that were read; every number of the result is written.</summary>
    internal abstract void AffineTransformGradient(in AffineGeometry geometry, ReadOnlySpan<AffineMap2D> maps, Storage yGradient, Storage xGradient);
}
