using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The mean of each window of a sequence, for each channel. Input [length, channels], output [length', channels].</summary>
/// <param name="Kernel">The length of the window, at least 1.</param>
public sealed record AveragePool1D(int Kernel) : Layer
{
    /// <summary>The step of the window, at least 1; null (the default) for <see cref="Kernel"/>, so that windows do not overlap.</summary>
    public int? Stride { get; init; }

    /// <summary>The padding of the ends, at most half the window and not causal; none by default.</summary>
    public Padding1D Padding { get; init; }

    /// <summary>True to keep a last window that reaches over the end, as PyTorch's ceil_mode; false by default.</summary>
    public bool CeilMode { get; init; }

    /// <summary>
    /// True to count padding as zeros, PyTorch's default; false (the default) for the mean of the steps within the sequence, as in Keras.
    /// </summary>
    public bool CountIncludePad { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Kernel >= 1, $"Kernel must be at least 1, is {Kernel}");
        Require((Stride ?? Kernel) >= 1, $"Stride must be at least 1, is {Stride}");
        Require(Padding != Padding1D.Causal, "Padding must be valid, same or explicit, is causal");
        Require(Padding.IsInRange, $"Padding must be at least 0, is {Padding}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) =>
        Window1D.Pooled(Single(inputs, Window1D.Axes), Kernel, Stride ?? Kernel, Padding, 1, CeilMode);

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        int stride = Stride ?? Kernel;
        (int before, int after) = Padding.For(inputs[0].Shape[1], Kernel, stride, 1);
        return Ops.AveragePool1D(inputs[0], new Pool1DOptions
        {
            Kernel = Kernel,
            Stride = stride,
            PaddingBefore = before,
            PaddingAfter = after,
            CeilMode = CeilMode,
            CountIncludePad = CountIncludePad,
        });
    }
}
