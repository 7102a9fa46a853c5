using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The rule that a window sliding along a sequence has for its output length, shared by convolution and pooling.</summary>
internal static class Window1D
{
    public const string Axes = "length, channels";

    public static int OutputLength(Shape sequence, int kernel, int stride, Padding1D padding, int dilation, bool ceil = false)
    {
        (int before, int after) = padding.For(sequence[0], kernel, stride, dilation);
        return Window2D.Length("steps", "sequence", sequence[0], before, after, kernel, stride, dilation, ceil);
    }

    /// <summary>The output shape of a pooling, whose padding reaches over at most half the window.</summary>
    public static Shape Pooled(Shape sequence, int kernel, int stride, Padding1D padding, int dilation, bool ceil)
    {
        (int before, int after) = padding.For(sequence[0], kernel, stride, dilation);
        if (Math.Max(before, after) > kernel / 2)
            throw new ShapeException($"expects a padding of at most half the window {kernel}, has {before}, {after} (before, after)", [sequence]);
        return [OutputLength(sequence, kernel, stride, padding, dilation, ceil), sequence[1]];
    }
}
