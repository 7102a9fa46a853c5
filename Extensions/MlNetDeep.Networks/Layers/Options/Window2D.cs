using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The rule that a sliding window has for its output size, shared by convolution and pooling.</summary>
internal static class Window2D
{
    public static (int Height, int Width) OutputSize(Shape image, Size2D kernel, Size2D stride, Padding padding, Size2D dilation, bool ceil = false)
    {
        Padding2D sides = padding.For(image[0], image[1], kernel, stride, dilation);
        return (
            Length("pixels of height", "image", image[0], sides.Top, sides.Bottom, kernel.Height, stride.Height, dilation.Height, ceil),
            Length("pixels of width", "image", image[1], sides.Left, sides.Right, kernel.Width, stride.Width, dilation.Width, ceil));
    }

    /// <summary>How many windows fit, for the named unit ("pixels of width") of the named whole ("image").</summary>
    public static int Length(string unit, string whole, int size, int before, int after, int kernel, int stride, int dilation, bool ceil)
    {
        long window = (long)dilation * (kernel - 1) + 1, rest = (long)size + before + after - window;
        if (rest < 0)
            throw new ShapeException(
                $"its window covers {window} {unit} (kernel {kernel}, dilation {dilation}), but the {whole} has {size} and padding {before} + {after}; " +
                $"use same padding, a smaller kernel, or fewer layers that shrink the {whole}");
        long count = rest / stride + 1;
        // A window that would begin in the padding behind the end sees nothing of it.
        if (ceil && rest % stride != 0 && count * stride < (long)size + before) count++;
        return count <= int.MaxValue ? (int)count : throw new ShapeException($"its output would have {count} {unit} ({whole} {size}, padding {before} + {after})");
    }
}
