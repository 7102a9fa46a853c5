using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Computes x * scale + offset, in training and prediction alike, with one number for all or one for each channel, the last axis. Input
/// and output have the same shape. As Keras' <c>Rescaling</c>: <c>new Rescaling(1 / 255f)</c> takes bytes to 0..1,
/// <c>new Rescaling(1 / 127.5f) { Offset = -1 }</c> to -1..1.
/// </summary>
/// <param name="Scale">What numbers are multiplied by, finite.</param>
public sealed record Rescaling(PerChannel Scale) : Layer
{
    /// <summary>What is added afterwards, finite; 0 by default.</summary>
    public PerChannel Offset { get; init; } = 0;

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Scale is not null && Scale.All(float.IsFinite), $"Scale must be finite, is {Scale}");
        Require(Offset is not null && Offset.All(float.IsFinite), $"Offset must be finite, is {Offset}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape shape = Single(inputs);
        if (shape.Rank == 0) throw new ShapeException("expects at least one axis", inputs);
        if (!Scale.Fits(shape[-1])) throw new ShapeException($"expects {Scale.Count} channels, one for each number of Scale", inputs);
        if (!Offset.Fits(shape[-1])) throw new ShapeException($"expects {Offset.Count} channels, one for each number of Offset", inputs);
        return shape;
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (Scale.Count == 1 && Offset.Count == 1) return Ops.Affine(inputs[0], Scale[0], Offset[0]);
        return inputs[0] * Scale.ToTensor(inputs[0].Shape) + Offset.ToTensor(inputs[0].Shape);
    }
}
