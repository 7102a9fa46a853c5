using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Joins all axes of a sample into one, row-major. Input any shape, output [numbers].</summary>
public sealed record Flatten : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => [Single(inputs).Count];

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        int samples = inputs[0].Shape[0];
        return inputs[0].Reshape([samples, samples == 0 ? 0 : inputs[0].Count / samples]);
    }
}
