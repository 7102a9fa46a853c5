using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// LAMB (You et al. 2019): Adam whose step is, for each weight, as long as the learning rate times the weight's norm; for large
/// batches.
/// </summary>
/// <remarks>
/// r = m' / (sqrt(v') + epsilon) + decay * w, w -= rate * |w| / |r| * r, with m' and v' as in <see cref="Adam"/>; the ratio is 1 where a
/// norm is 0. The defaults are those of the paper.
/// </remarks>
public sealed class Lamb : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate; 0.001 by default.</param>
    public Lamb(float learningRate = 1e-3f) : base(learningRate)
    {
    }

    /// <summary>The share of the running mean of gradients that a step keeps, in [0, 1); 0.9 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Beta1 { get; init => field = Guard.Range(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.9f;

    /// <summary>The share of the running mean of squared gradients that a step keeps, in [0, 1); 0.999 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Beta2 { get; init => field = Guard.Range(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.999f;

    /// <summary>A small number added to the denominator, above 0; 1e-6 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Epsilon { get; init => field = Guard.Range(value, float.IsFinite(value) && value > 0, "finite and above 0"); } = 1e-6f;

    /// <inheritdoc/>
    protected override void Update(Weight weight, Tensor gradient, UpdateContext context)
    {
        OptimizerKernels.LambStep(context.Of(weight, gradient), Slot(weight, "mean"), Slot(weight, "variance"), new LambStepOptions
        {
            LearningRate = context.LearningRate,
            Beta1 = Beta1,
            Beta2 = Beta2,
            Epsilon = Epsilon,
        }, context.Batch);
    }
}
