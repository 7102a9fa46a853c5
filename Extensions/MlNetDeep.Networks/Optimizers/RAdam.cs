using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// RAdam (Liu et al. 2019): Adam that does without warm-up: it divides by the root of the variance only once that is known well
/// enough.
/// </summary>
/// <remarks>
/// The formulas and numbers are those of PyTorch.
/// </remarks>
public sealed class RAdam : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate; 0.001 by default.</param>
    public RAdam(float learningRate = 1e-3f) : base(learningRate)
    {
    }

    /// <summary>The share of the running mean of gradients that a step keeps, in [0, 1); 0.9 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Beta1 { get; init => field = Guard.Range(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.9f;

    /// <summary>The share of the running mean of squared gradients that a step keeps, in [0, 1); 0.999 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Beta2 { get; init => field = Guard.Range(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.999f;

    /// <summary>A small number added to the denominator, above 0; 1e-8 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Epsilon { get; init => field = Guard.Range(value, float.IsFinite(value) && value > 0, "finite and above 0"); } = 1e-8f;

    /// <summary>True: decay is w -= rate * decay * w, apart from the gradient. False (the default): decay * w is added to the gradient (L2), as in PyTorch.</summary>
    public bool DecoupledWeightDecay { get; init; }

    /// <inheritdoc/>
    protected override void Update(Weight weight, Tensor gradient, UpdateContext context)
    {
        OptimizerKernels.RAdamStep(context.Of(weight, gradient, DecoupledWeightDecay), Slot(weight, "mean"), Slot(weight, "variance"), new RAdamStepOptions
        {
            LearningRate = context.LearningRate,
            Beta1 = Beta1,
            Beta2 = Beta2,
            Epsilon = Epsilon,
        }, context.Batch);
    }
}
