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
        const string name = "Resize2D";
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank != 4) ThrowShape(name, "the input is [N, H, W, C]", input.Shape);
        if (input.Shape[1] == 0 || input.Shape[2] == 0) ThrowShape(name, "the image has at least one pixel", input.Shape);
        if (height < 1 || width < 1) ThrowShape(name, $"the new size is at least 1 x 1, but is {height} x {width}", input.Shape);
        return Resample(input, AxisMap.Of(new ResizeAxis(input.Shape[1], height, mode)), AxisMap.Of(new ResizeAxis(input.Shape[2], width, mode)));
    }
}
