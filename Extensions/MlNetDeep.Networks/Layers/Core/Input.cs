using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Where the samples of a batch enter a network. Made by <see cref="Network.Input"/>.</summary>
/// <param name="Shape">The shape of one sample, each axis at least 1.</param>
public sealed record Input(Shape Shape) : Layer
{
    /// <inheritdoc/>
    public override void Validate()
    {
        foreach (int length in Shape.Dimensions) Require(length >= 1, $"Shape must have axes of at least 1, is {Shape}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs.Count == 0 ? Shape : throw new ShapeException("takes no input", inputs);
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: the network puts the batch's tensor here.</exception>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context) =>
        throw new NotSupportedException("an Input computes nothing; the network puts the batch's tensor here");
}
