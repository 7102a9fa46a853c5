using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Adamax (Kingma and Ba 2014, section 7): Adam that divides by the largest recent gradient; for sparse gradients, such as those of
/// embeddings.
/// </summary>
/// <remarks>
/// w -= rate / (1 - beta1^step) * m / u with u = max(beta2 * u, |g| + epsilon). The numbers are those of PyTorch; Keras has learning
/// rate 0.001. <see cref="Optimizer.WeightDecay"/> * w is added to the gradient g (L2), as in PyTorch.
/// </remarks>
public sealed class Adamax : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate; 0.002 by default.</param>
    public Adamax(float learningRate = 2e-3f) : base(learningRate)
    {
    }

    /// <summary>The share of the running mean of gradients that a step keeps, in [0, 1); 0.9 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Beta1 { get; init => field = Guard.Range(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.9f;

    /// <summary>The share of the largest gradient that a step keeps, in [0, 1); 0.999 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Beta2 { get; init => field = Guard.Range(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.999f;

    /// <summary>A small number added to the denominator, above 0; 1e-8 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Epsilon { get; init => field = Guard.Range(value, float.IsFinite(value) && value > 0, "finite and above 0"); } = 1e-8f;

    /// <inheritdoc/>
    protected override void Update(Weight weight, Tensor gradient, UpdateContext context)
    {
        OptimizerKernels.AdamaxStep(context.Of(weight, gradient), Slot(weight, "mean"), Slot(weight, "largest"), new AdamaxStepOptions
        {
            LearningRate = context.LearningRate,
            Beta1 = Beta1,
            Beta2 = Beta2,
            Epsilon = Epsilon,
        }, context.Batch);
    }
}
