using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Adds steps of zeros at the ends of a sequence. Input [length, channels], output [before + length + after, channels].</summary>
/// <param name="Padding">The steps at each end: <see cref="Padding1D.All"/> or <see cref="Padding1D.Explicit"/>.</param>
public sealed record ZeroPadding1D(Padding1D Padding) : Layer
{
    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Padding.IsExplicit, $"Padding must be a number of steps, is {Padding}");
        Require(Padding.IsInRange, $"Padding must be at least 0, is {Padding}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape sequence = Single(inputs, Window1D.Axes);
        (int before, int after) = Ends;
        return [checked(before + sequence[0] + after), sequence[1]];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        (int before, int after) = Ends;
        return Ops.Pad1D(inputs[0], before, after);
    }

    private (int Before, int After) Ends => Padding.For(1, 1, 1, 1);
}
