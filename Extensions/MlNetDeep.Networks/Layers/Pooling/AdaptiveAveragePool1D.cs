using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Divides a sequence of any length into a fixed number of regions and takes the mean of each, for each channel, as PyTorch's
/// AdaptiveAvgPool1d. Input [length, channels], output [output, channels].
/// </summary>
/// <remarks>Region i begins at floor(i * length / output) and ends at ceil((i + 1) * length / output); regions may overlap.</remarks>
/// <param name="Output">The length of the output, at least 1.</param>
public sealed record AdaptiveAveragePool1D(int Output) : Layer
{
    /// <inheritdoc/>
    public override void Validate() => Require(Output >= 1, $"Output must be at least 1, is {Output}");

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => [Output, Single(inputs, Window1D.Axes)[1]];

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Ops.Squeeze(Ops.AdaptiveAveragePool2D(Ops.ExpandDims(inputs[0], 1), 1, Output), [1]);
    }
}
