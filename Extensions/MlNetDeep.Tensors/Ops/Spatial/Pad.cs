namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Puts rows and columns around images.</summary>
    /// <param name="input">[N, H, W, C].</param>
    /// <param name="padding">How many, on each side.</param>
    /// <param name="mode">What they hold. Default a constant.</param>
    /// <param name="value">The constant. Default 0.</param>
    /// <returns>[N, top + H + bottom, left + W + right, C].</returns>
    /// <exception cref="ArgumentException">The input has another rank, or the padding does not fit it or the mode.</exception>
    public static Tensor Pad2D(Tensor input, Padding2D padding, PaddingMode mode = PaddingMode.Constant, float value = 0)
    {
        const string name = "Pad2D";
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank != 4) ThrowShape(name, "the input is [N, H, W, C]", input.Shape);
        CheckPadding(name, padding, input.Shape);
        CheckPaddingMode(name, mode, Math.Max(padding.Top, padding.Bottom), input.Shape[1], input.Shape);
        CheckPaddingMode(name, mode, Math.Max(padding.Left, padding.Right), input.Shape[2], input.Shape);
        return Resample(input, AxisMap.Of(new PaddingAxis(input.Shape[1], padding.Top, padding.Bottom, mode)), AxisMap.Of(new PaddingAxis(input.Shape[2], padding.Left, padding.Right, mode)), value);
    }

    /// <summary>Puts numbers before and behind sequences.</summary>
    /// <param name="input">[N, L, C].</param>
    /// <param name="before">How many before, at least 0.</param>
    /// <param name="after">How many behind, at least 0.</param>
    /// <param name="mode">What they hold. Default a constant.</param>
    /// <param name="value">The constant. Default 0.</param>
    /// <returns>[N, before + L + after, C].</returns>
    /// <exception cref="ArgumentException">The input has another rank, or the padding does not fit it or the mode.</exception>
    public static Tensor Pad1D(Tensor input, int before, int after, PaddingMode mode = PaddingMode.Constant, float value = 0) =>
        Sequence(Pad2D(Image("Pad1D", input), new Padding2D(0, 0, before, after), mode, value));

    /// <summary>[N, L, C] as images of one row.</summary>
    private static Tensor Image(string operation, Tensor sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        if (sequence.Rank != 3) ThrowShape(operation, "the input is [N, L, C]", sequence.Shape);
        return Reshape(sequence, [sequence.Shape[0], 1, sequence.Shape[1], sequence.Shape[2]]);
    }

    /// <summary>Images of one row as [N, L, C].</summary>
    private static Tensor Sequence(Tensor image) => Reshape(image, [image.Shape[0], image.Shape[2], image.Shape[3]]);

    private static void CheckPaddingMode(string operation, PaddingMode mode, int padding, int size, Shape input)
    {
        if (padding == 0 || mode == PaddingMode.Constant) return;
        int largest = mode switch { PaddingMode.Reflect => size - 1, PaddingMode.Circular => size, _ => size == 0 ? 0 : int.MaxValue };
        if (padding > largest) ThrowShape(operation, $"a {mode} padding of an axis of length {size} is at most {Math.Max(0, largest)}, but is {padding}", input);
    }
}
