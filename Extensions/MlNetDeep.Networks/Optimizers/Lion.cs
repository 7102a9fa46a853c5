using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Lion (Chen et al. 2023): every element moves by the learning rate, in the direction that momentum and gradient agree on. It
/// remembers half of what Adam does; learning rates are 3 to 10 times smaller and weight decays as much larger.
/// </summary>
/// <remarks>
/// w -= rate * (sign(beta1 * m + (1 - beta1) * g) + decay * w), m = beta2 * m + (1 - beta2) * g. <see cref="Optimizer.WeightDecay"/> is
/// decoupled. The defaults are those of the paper.
/// </remarks>
public sealed class Lion : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate; 0.0001 by default.</param>
    public Lion(float learningRate = 1e-4f) : base(learningRate)
    {
    }

    /// <summary>The share of the running mean in the direction, in [0, 1); 0.9 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Beta1 { get; init => field = Guard.Range(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.9f;

    /// <summary>The share of the running mean of gradients that a step keeps, in [0, 1); 0.99 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Beta2 { get; init => field = Guard.Range(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.99f;

    /// <inheritdoc/>
    protected override void Update(Weight weight, Tensor gradient, UpdateContext context)
    {
        OptimizerKernels.LionStep(context.Of(weight, gradient), Slot(weight, "mean"), new LionStepOptions
        {
            LearningRate = context.LearningRate,
            Beta1 = Beta1,
            Beta2 = Beta2,
        }, context.Batch);
    }
}
