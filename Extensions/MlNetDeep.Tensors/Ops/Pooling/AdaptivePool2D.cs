namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// The means of height x width windows that cover the image, whatever its size: window i of n reaches from
    /// <c>floor(i H / n)</c> to <c>ceil((i + 1) H / n)</c>, as in PyTorch's <c>adaptive_avg_pool2d</c>.
    /// </summary>
    /// <param name="input">[N, H, W, C], H and W at least 1.</param>
    /// <param name="height">Rows of the result, at least 1.</param>
    /// <param name="width">Columns of the result, at least 1.</param>
    /// <returns>[N, height, width, C].</returns>
    /// <exception cref="ArgumentException">The input has another rank or no pixels, or a size is below 1.</exception>
    public static Tensor AdaptiveAveragePool2D(Tensor input, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(input);
        (AxisMap rows, AxisMap columns) = AdaptiveMaps("AdaptiveAveragePool2D", input.Shape, height, width);
        return height == 1 && width == 1 ? Mean(input, [1, 2], keepDims: true) : Resample(input, rows, columns);
    }

    /// <summary>
    /// The maxima of height x width windows that cover the image, whatever its size: window i of n reaches from
    /// <c>floor(i H / n)</c> to <c>ceil((i + 1) H / n)</c>, as in PyTorch's <c>adaptive_max_pool2d</c>. The first of equal numbers
    /// takes the gradient; a NaN in the window wins.
    /// </summary>
    /// <param name="input">[N, H, W, C], H and W at least 1.</param>
    /// <param name="height">Rows of the result, at least 1.</param>
    /// <param name="width">Columns of the result, at least 1.</param>
    /// <returns>[N, height, width, C].</returns>
    /// <exception cref="ArgumentException">The input has another rank or no pixels, or a size is below 1.</exception>
    public static Tensor AdaptiveMaxPool2D(Tensor input, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(input);
        (AxisMap rows, AxisMap columns) = AdaptiveMaps("AdaptiveMaxPool2D", input.Shape, height, width);
        return MaxPool(input, rows, columns);
    }

    /// <summary>The largest number of each channel over the whole image; the first of equal ones takes the gradient.</summary>
    /// <param name="input">[N, H, W, C], H and W at least 1.</param>
    /// <returns>[N, C].</returns>
    /// <exception cref="ArgumentException">The input has another rank or no pixels.</exception>
    public static Tensor GlobalMaxPool2D(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        (AxisMap rows, AxisMap columns) = AdaptiveMaps("GlobalMaxPool2D", input.Shape, 1, 1);
        return Reshape(MaxPool(input, rows, columns), [input.Shape[0], input.Shape[3]]);
    }

    private static (AxisMap Rows, AxisMap Columns) AdaptiveMaps(string name, Shape input, int height, int width)
    {
        if (input.Rank != 4) ThrowShape(name, "the input is [N, H, W, C]", input);
        if (input[1] == 0 || input[2] == 0) ThrowShape(name, "the image has at least one pixel", input);
        if (height < 1 || width < 1) ThrowShape(name, $"the result has at least one row and one column, but is {height} x {width}", input);
        return (AxisMap.Of(new AdaptivePoolAxis(input[1], height)), AxisMap.Of(new AdaptivePoolAxis(input[2], width)));
    }
}
