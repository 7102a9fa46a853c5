using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// RMSprop (Tieleman and Hinton 2012): the gradient is divided by the root of the running mean of its square; often used for
/// recurrent networks.
/// </summary>
/// <remarks>
/// v = decay * v + (1 - decay) * g^2, w -= rate * g / (sqrt(v) + epsilon). The numbers are those of PyTorch; Keras has decay 0.9,
/// epsilon 1e-7 and learning rate 0.001. <see cref="Optimizer.WeightDecay"/> * w is added to the gradient g (L2), as in PyTorch.
/// </remarks>
public sealed class RmsProp : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate; 0.01 by default.</param>
    public RmsProp(float learningRate = 0.01f) : base(learningRate)
    {
    }

    /// <summary>The share of the running means that a step keeps, in [0, 1); 0.99 by default (PyTorch: alpha, Keras: rho).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Decay { get; init => field = Guard.Range(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.99f;

    /// <summary>The share of the velocity that a step keeps, in [0, 1); 0 (none) by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Momentum { get; init => field = Guard.Range(value, value is >= 0 and < 1, "in [0, 1)"); }

    /// <summary>True to divide by the root of the variance, which takes the mean of the gradients into account (Graves 2013); false by default.</summary>
    public bool Centered { get; init; }

    /// <summary>A small number added to the denominator, above 0; 1e-8 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Epsilon { get; init => field = Guard.Range(value, float.IsFinite(value) && value > 0, "finite and above 0"); } = 1e-8f;

    /// <inheritdoc/>
    protected override void Update(Weight weight, Tensor gradient, UpdateContext context)
    {
        OptimizerKernels.RmsPropStep(context.Of(weight, gradient), Slot(weight, "square"), Centered ? Slot(weight, "mean") : null, Momentum > 0 ? Slot(weight, "momentum") : null, new RmsPropStepOptions
        {
            LearningRate = context.LearningRate,
            Decay = Decay,
            Momentum = Momentum,
            Epsilon = Epsilon,
        }, context.Batch);
    }
}
