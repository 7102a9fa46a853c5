using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The mean of each channel over the whole sequence. Input [length, channels], output [channels].</summary>
public sealed record GlobalAveragePool1D : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => [Single(inputs, Window1D.Axes)[1]];

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Ops.Mean(inputs[0], [1]);
    }
}
