using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The largest number of each window of a sequence, for each channel. Input [length, channels], output [length', channels].</summary>
/// <param name="Kernel">The length of the window, at least 1.</param>
public sealed record MaxPool1D(int Kernel) : Layer
{
    /// <summary>The step of the window, at least 1; null (the default) for <see cref="Kernel"/>, so that windows do not overlap.</summary>
    public int? Stride { get; init; }

    /// <summary>The padding of the ends, which never is the largest, at most half the window and not causal; none by default.</summary>
    public Padding1D Padding { get; init; }

    /// <summary>The distance between the steps of a window, at least 1; 1 by default.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>True to keep a last window that reaches over the end, as PyTorch's ceil_mode; false by default.</summary>
    public bool CeilMode { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Kernel >= 1, $"Kernel must be at least 1, is {Kernel}");
        Require((Stride ?? Kernel) >= 1, $"Stride must be at least 1, is {Stride}");
        Require(Dilation >= 1, $"Dilation must be at least 1, is {Dilation}");
        Require(Padding != Padding1D.Causal, "Padding must be valid, same or explicit, is causal");
        Require(Padding.IsInRange, $"Padding must be at least 0, is {Padding}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) =>
        Window1D.Pooled(Single(inputs, Window1D.Axes), Kernel, Stride ?? Kernel, Padding, Dilation, CeilMode);

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        int stride = Stride ?? Kernel;
        (int before, int after) = Padding.For(inputs[0].Shape[1], Kernel, stride, Dilation);
        return Ops.MaxPool1D(inputs[0], new Pool1DOptions
        {
            Kernel = Kernel,
            Stride = stride,
            PaddingBefore = before,
            PaddingAfter = after,
            Dilation = Dilation,
            CeilMode = CeilMode,
        });
    }
}
