using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Repeats each step of a sequence. Input [length, channels], output [length * size, channels].</summary>
/// <param name="Size">How often, at least 1.</param>
public sealed record UpSampling1D(int Size) : Layer
{
    /// <inheritdoc/>
    public override void Validate() => Require(Size >= 1, $"Size must be at least 1, is {Size}");

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape sequence = Single(inputs, Window1D.Axes);
        return [checked(sequence[0] * Size), sequence[1]];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Tensor row = Ops.ExpandDims(inputs[0], 1);
        return Ops.Squeeze(Ops.Resize2D(row, 1, row.Shape[2] * Size, ResizeMode.Nearest), [1]);
    }
}
