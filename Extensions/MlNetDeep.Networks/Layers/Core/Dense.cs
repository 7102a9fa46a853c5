using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A fully connected layer: activation(x * kernel + bias) along the last axis. Input [..., in], output [..., units].
/// </summary>
/// <remarks>Weights: <c>kernel</c> [in, units] and <c>bias</c> [units]. Bias and a ReLU are computed within the kernel.</remarks>
/// <param name="Units">The number of outputs, at least 1.</param>
public sealed record Dense(int Units) : Layer
{
    /// <summary>Applied to the output; linear (none) by default.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Linear;

    /// <summary>True (the default) to add a bias.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How the kernel starts; Glorot uniform by default, as in Keras.</summary>
    public Initializer KernelInitializer { get; init; } = new GlorotUniform();

    /// <summary>How the bias starts; zeros by default.</summary>
    public Initializer BiasInitializer { get; init; } = new Zeros();

    /// <summary>A penalty on the kernel, for example "l2(0.0005)"; null (the default) for none.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>A penalty on the bias; null (the default) for none.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>A rule that the kernel obeys after each step, for example "max_norm(3)"; null (the default) for none.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <inheritdoc/>
    public override void Validate() => Require(Units >= 1, $"Units must be at least 1, is {Units}");

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape shape = Single(inputs);
        return shape.Rank > 0 ? [.. shape.Dimensions[..^1], Units] : throw new ShapeException("expects at least one axis", inputs);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var kernel = new WeightSpec("kernel", [inputs[0][-1], Units], KernelInitializer) { Regularizer = KernelRegularizer, Constraint = KernelConstraint };
        return UseBias ? [kernel, new WeightSpec("bias", [Units], BiasInitializer) { Decays = false, Regularizer = BiasRegularizer }] : [kernel];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(weights);
        return Activation.ApplyRest(Ops.Linear(inputs[0], weights[0], UseBias ? weights[1] : null, Activation.Fused));
    }
}
