using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Cuts steps off the ends of a sequence. Input [length, channels], output [length - before - after, channels].</summary>
/// <param name="Cropping">The steps at each end: <see cref="Padding1D.All"/> or <see cref="Padding1D.Explicit"/>.</param>
public sealed record Cropping1D(Padding1D Cropping) : Layer
{
    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Cropping.IsExplicit, $"Cropping must be a number of steps, is {Cropping}");
        Require(Cropping.IsInRange, $"Cropping must be at least 0, is {Cropping}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape sequence = Single(inputs, Window1D.Axes);
        (int before, int after) = Ends;
        long length = (long)sequence[0] - before - after;
        return length >= 1 ? [(int)length, sequence[1]] : throw new ShapeException($"expects more than {(long)before + after} steps to cut off", inputs);
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        (int before, int after) = Ends;
        return Ops.Slice(inputs[0], 1, before, inputs[0].Shape[1] - before - after);
    }

    private (int Before, int After) Ends => Cropping.For(1, 1, 1, 1);
}
