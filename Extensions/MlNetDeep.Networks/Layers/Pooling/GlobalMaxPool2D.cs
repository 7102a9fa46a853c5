using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The largest number of each channel over the whole image. Input [height, width, channels], output [channels].</summary>
public sealed record GlobalMaxPool2D : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => [Single(inputs, "height, width, channels")[2]];

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Ops.GlobalMaxPool2D(inputs[0]);
    }
}
