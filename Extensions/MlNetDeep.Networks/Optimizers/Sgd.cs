using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Stochastic gradient descent, with momentum and Nesterov's look-ahead as options, as in PyTorch:
/// v = momentum * v + (1 - dampening) * g, w -= rate * v (Nesterov: w -= rate * (g + momentum * v)).
/// <see cref="Optimizer.WeightDecay"/> * w is added to the gradient g (L2).
/// </summary>
public sealed class Sgd : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate; 0.01 by default.</param>
    public Sgd(float learningRate = 0.01f) : base(learningRate)
    {
    }

    /// <summary>The share of the velocity that a step keeps, in [0, 1); 0 (plain gradient descent) by default, 0.9 is usual.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Momentum { get; init => field = Guard.Range(value, value is >= 0 and < 1, "in [0, 1)"); }

    /// <summary>The share of the new gradient that the velocity leaves out, in [0, 1]; 0 by default. The first step takes all of it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Dampening { get; init => field = Guard.Range(value, value is >= 0 and <= 1, "in [0, 1]"); }

    /// <summary>True to look ahead along the velocity (Nesterov 1983, Sutskever et al. 2013); false by default.</summary>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    protected override void Update(Weight weight, Tensor gradient, UpdateContext context)
    {
        OptimizerKernels.SgdStep(context.Of(weight, gradient), Momentum > 0 ? Slot(weight, "momentum") : null, new SgdStepOptions
        {
            LearningRate = context.LearningRate,
            Momentum = Momentum,
            Dampening = Dampening,
            Nesterov = Nesterov,
        }, context.Batch);
    }
}
