using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy 2015): gamma * (x - mean) / sqrt(variance + epsilon) + beta for each channel, the last
/// axis. Input and output have the same shape.
/// </summary>
/// <remarks>
/// In training mean and variance are those of the batch and the running ones follow; else they are the running ones. A training
/// batch with a single number per channel has no variance and is normalised by the running ones too, and so is every batch while the
/// layer is frozen.
/// Weights: <c>gamma</c>, <c>beta</c>, and as state <c>running_mean</c>, <c>running_variance</c>, all [channels].
/// </remarks>
public sealed record BatchNorm : Layer
{
    /// <summary>
    /// The share that a batch has in the new running mean and variance, in (0, 1]; 0.1 by default. This is PyTorch's convention:
    /// running = (1 - momentum) * running + momentum * batch. Keras counts the share that is kept: its 0.9 is 0.1 here.
    /// </summary>
    public float Momentum { get; init; } = 0.1f;

    /// <summary>Added to the variance, above 0; 1e-5 by default, as in PyTorch (Keras: 1e-3).</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <summary>Applied to the output; linear (none) by default. A ReLU is computed within the kernel.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Linear;

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Momentum is > 0 and <= 1, FormattableString.Invariant($"Momentum must be in (0, 1], is {Momentum}"));
        Require(float.IsFinite(Epsilon) && Epsilon > 0, FormattableString.Invariant($"Epsilon must be above 0, is {Epsilon}"));
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape shape = Single(inputs);
        return shape.Rank > 0 ? shape : throw new ShapeException("expects at least one axis", inputs);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Shape channels = [inputs[0][-1]];
        return
        [
            new WeightSpec("gamma", channels, new Ones()) { Decays = false },
            new WeightSpec("beta", channels, new Zeros()) { Decays = false },
            new WeightSpec("running_mean", channels, new Zeros()) { Trainable = false, Decays = false },
            new WeightSpec("running_variance", channels, new Ones()) { Trainable = false, Decays = false },
        ];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(weights);
        bool hasVariance = inputs[0].Count > inputs[0].Shape[-1];
        Tensor output = Ops.BatchNorm(inputs[0], weights[0], weights[1], weights[2], weights[3], new BatchNormOptions
        {
            Training = context.Training && !context.Frozen && hasVariance,
            Momentum = Momentum,
            Epsilon = Epsilon,
            Activation = Activation.Fused,
        });
        return Activation.ApplyRest(output);
    }
}
