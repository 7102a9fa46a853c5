namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Gives images another size, without antialiasing, as PyTorch's <c>interpolate</c>.</summary>
    /// <param name="input">[N, H, W, C], H and W at least 1.</param>
    /// <param name="height">The new height, at least 1.</param>
    /// <param name="width">The new width, at least 1.</param>
    /// <param name="mode">How pixels between pixels are computed. Default bilinear with pixels as areas.</param>
    /// <returns>[N, height, width, C].</returns>
    /// <exception cref="ArgumentException">The input has another rank or no pixels, or a size is below 1.</exception>
    public static Tensor Resize2D(Tensor input, int height, int width, ResizeMode mode = ResizeMode.Bilinear)
    {
        CheckResize(input);
        if (height < 1 || width < 1) ThrowShape("Resize2D", $"the new size is at least 1 x 1, but is {height} x {width}", input.Shape);
        return Resample(input, AxisMap.Of(new ResizeAxis(input.Shape[1], height, mode)), AxisMap.Of(new ResizeAxis(input.Shape[2], width, mode)));
    }

    /// <summary>
    /// Makes images a number of times as high and wide. Where that is no whole number of pixels the size is rounded down, while positions
    /// still follow the factor, as with PyTorch's <c>scale_factor</c>.
    /// </summary>
    /// <param name="input">[N, H, W, C], H and W at least 1.</param>
    /// <param name="factor">How many times, above 0 and so that at least one pixel remains.</param>
    /// <param name="mode">How pixels between pixels are computed. Default bilinear with pixels as areas.</param>
    /// <returns>[N, floor(H * factor), floor(W * factor), C].</returns>
    /// <exception cref="ArgumentException">The input has another rank or no pixels, or the factor leaves none.</exception>
    public static Tensor Resize2D(Tensor input, double factor, ResizeMode mode = ResizeMode.Bilinear)
    {
        CheckResize(input);
        double height = Math.Floor(input.Shape[1] * factor), width = Math.Floor(input.Shape[2] * factor);
        if (!(height >= 1 && width >= 1 && Math.Max(height, width) <= int.MaxValue))
            ThrowShape("Resize2D", FormattableString.Invariant($"the factor leaves at least one pixel, and a size that is an int, but is {factor}"), input.Shape);
        return Resample(input, AxisMap.Of(new ResizeAxis(input.Shape[1], (int)height, mode, factor)), AxisMap.Of(new ResizeAxis(input.Shape[2], (int)width, mode, factor)));
    }

    private static void CheckResize(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank != 4) ThrowShape("Resize2D", "the input is [N, H, W, C]", input.Shape);
        if (input.Shape[1] == 0 || input.Shape[2] == 0) ThrowShape("Resize2D", "the image has at least one pixel", input.Shape);
    }
}
