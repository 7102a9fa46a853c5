using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The mean of each window of an image, for each channel. Input [height, width, channels], output [height', width', channels].</summary>
/// <param name="Kernel">The height and width of the window, at least 1; one number for a square.</param>
public sealed record AveragePool2D(Size2D Kernel) : Layer
{
    /// <summary>The step of the window, at least 1; null (the default) for <see cref="Kernel"/>, so that windows do not overlap.</summary>
    public Size2D? Stride { get; init; }

    /// <summary>The padding of the border, at most half the window; none by default.</summary>
    public Padding Padding { get; init; }

    /// <summary>True to keep a last window that reaches over the edge, as PyTorch's ceil_mode; false by default.</summary>
    public bool CeilMode { get; init; }

    /// <summary>
    /// True to count padding as zeros, PyTorch's default; false (the default) for the mean of the pixels within the image, as in Keras.
    /// </summary>
    public bool CountIncludePad { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Kernel.AtLeast(1), $"Kernel must be at least 1, is {Kernel}");
        Require((Stride ?? Kernel).AtLeast(1), $"Stride must be at least 1, is {Stride}");
        Require(Padding.IsInRange, $"Padding must be at least 0, is {Padding}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape image = Single(inputs, "height, width, channels");
        Padding2D sides = PaddingFor(image[0], image[1]);
        if (Math.Max(sides.Top, sides.Bottom) > Kernel.Height / 2 || Math.Max(sides.Left, sides.Right) > Kernel.Width / 2)
            throw new ShapeException($"expects a padding of at most half the window {Kernel}, has {sides.Top}, {sides.Bottom}, {sides.Left}, {sides.Right} (top, bottom, left, right)", inputs);
        (int height, int width) = Window2D.OutputSize(image, Kernel, Stride ?? Kernel, Padding, 1, CeilMode);
        return [height, width, image[2]];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Size2D stride = Stride ?? Kernel;
        return Ops.AveragePool2D(inputs[0], new Pool2DOptions
        {
            KernelH = Kernel.Height,
            KernelW = Kernel.Width,
            StrideH = stride.Height,
            StrideW = stride.Width,
            Padding = PaddingFor(inputs[0].Shape[1], inputs[0].Shape[2]),
            CeilMode = CeilMode,
            CountIncludePad = CountIncludePad,
        });
    }

    private Padding2D PaddingFor(int height, int width) => Padding.For(height, width, Kernel, Stride ?? Kernel, 1);
}
