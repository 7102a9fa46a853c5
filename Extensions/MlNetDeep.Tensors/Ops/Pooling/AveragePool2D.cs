namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// The mean of each window, per channel. Zeros of the padding are counted unless
    /// <see cref="Pool2DOptions.CountIncludePad"/> is false, as in PyTorch's <c>avg_pool2d</c>.
    /// </summary>
    /// <param name="input">[N, H, W, C].</param>
    /// <param name="options">Window, stride, padding, dilation; null is 2 x 2 with stride 2.</param>
    /// <returns>[N, OutH, OutW, C]. A window that sees nothing of the image, possible with a dilation, is 0.</returns>
    /// <exception cref="ArgumentException">The input has another rank, or the options do not fit it.</exception>
    public static Tensor AveragePool2D(Tensor input, Pool2DOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        (AxisMap rows, AxisMap columns) = PoolMaps("AveragePool2D", input.Shape, options ?? DefaultPooling);
        return Resample(input, rows, columns);
    }
}
