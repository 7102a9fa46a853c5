namespace MlNetDeep.Tensors;

public static partial class Ops
{
    private static readonly Pool2DOptions DefaultPooling = new();

    /// <summary>
    /// The largest number of each window, per channel. When several are equal the first in row-major order takes the gradient; a
    /// NaN in the window wins.
    /// </summary>
    /// <param name="input">[N, H, W, C].</param>
    /// <param name="options">Window, stride, padding, dilation; null is 2 x 2 with stride 2.</param>
    /// <returns>[N, OutH, OutW, C].</returns>
    /// <exception cref="ArgumentException">The input has another rank, or the options do not fit it.</exception>
    public static Tensor MaxPool2D(Tensor input, Pool2DOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        (AxisMap rows, AxisMap columns) = PoolMaps("MaxPool2D", input.Shape, options ?? DefaultPooling);
        return MaxPool(input, rows, columns);
    }

    private static Tensor MaxPool(Tensor input, AxisMap rows, AxisMap columns)
    {
        int images = input.Shape[0], channels = input.Shape[3];
        Tensor y = Tensor.Allocate([images, rows.Outputs, columns.Outputs, channels]);
        // The index says which number of its window each maximum is: a byte where windows allow it.
        bool bytes = (long)rows.Longest * columns.Longest <= 256;
        Tensor? index = Tape.Records(input) ? Tensor.Allocate([bytes ? (int)(((long)y.Count + 3) / 4) : y.Count]) : null;
        Backend.Current.MaxPool2D(images, channels, rows, columns, input.Storage, y.Storage, index?.Storage, bytes);
        return index is null ? y : Tape.Record(y, gradient =>
        {
            Tensor inputGradient = Tensor.Allocate(input.Shape);
            Backend.Current.MaxPool2DGradient(images, channels, rows, columns, gradient.Storage, index.Storage, bytes, inputGradient.Storage);
            index.Free();
            input.Accumulate(inputGradient);
        }, input);
    }

    private static (AxisMap Rows, AxisMap Columns) PoolMaps(string name, Shape input, Pool2DOptions options)
    {
        if (input.Rank != 4) ThrowShape(name, "the input is [N, H, W, C]", input);
        int strideH = options.StrideH == 0 ? options.KernelH : options.StrideH, strideW = options.StrideW == 0 ? options.KernelW : options.StrideW;
        if (strideH < 1 || strideW < 1) ThrowShape(name, $"strides are at least 1, or 0 for the window's size, but are {strideH} x {strideW}", input);
        if (options.DilationH < 1 || options.DilationW < 1) ThrowShape(name, $"dilations are at least 1, but are {options.DilationH} x {options.DilationW}", input);
        Padding2D padding = options.Padding;
        CheckPadding(name, padding, input);
        if (Math.Max(padding.Top, padding.Bottom) * 2 > options.KernelH || Math.Max(padding.Left, padding.Right) * 2 > options.KernelW)
            ThrowShape(name, $"paddings are at most half of the window {options.KernelH} x {options.KernelW}, but are {padding}", input);
        int outH = PoolCount(name, input, input[1], padding.Top, padding.Bottom, options.KernelH, strideH, options.DilationH, options.CeilMode);
        int outW = PoolCount(name, input, input[2], padding.Left, padding.Right, options.KernelW, strideW, options.DilationW, options.CeilMode);
        return (
            AxisMap.Of(new PoolAxis(input[1], outH, options.KernelH, strideH, padding.Top, padding.Bottom, options.DilationH, options.CountIncludePad)),
            AxisMap.Of(new PoolAxis(input[2], outW, options.KernelW, strideW, padding.Left, padding.Right, options.DilationW, options.CountIncludePad)));
    }

    private static int PoolCount(string name, Shape input, int size, int before, int after, int kernel, int stride, int dilation, bool ceil)
    {
        int count = WindowCount(name, input, size, before + after, kernel, stride, dilation);
        long rest = ((long)size + before + after - ((long)dilation * (kernel - 1)) - 1) % stride;
        // A window that would begin in the padding after the image sees nothing of it.
        return ceil && rest != 0 && (long)count * stride < (long)size + before ? count + 1 : count;
    }
}
