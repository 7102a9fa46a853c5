using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The sum of two or more inputs of the same shape: the end of a residual block.</summary>
public sealed record Add : Layer
{
    /// <summary>Applied to the sum; linear (none) by default.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Linear;

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count < 2) throw new ShapeException("expects at least two inputs", inputs);
        return inputs.All(shape => shape == inputs[0]) ? inputs[0] : throw new ShapeException("expects inputs of the same shape", inputs);
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Tensor sum = inputs[0];
        for (int i = 1; i < inputs.Count - 1; i++) sum += inputs[i];
        return Activation.ApplyRest(Ops.Add(sum, inputs[^1], Activation.Fused));
    }
}
