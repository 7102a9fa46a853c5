using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Adadelta (Zeiler 2012): steps have the size of earlier steps, so that hardly any learning rate needs to be chosen.
/// </summary>
/// <remarks>
/// d = sqrt(u + epsilon) / sqrt(v + epsilon) * g, w -= rate * d, where v and u are the running means of g^2 and d^2. The numbers are
/// those of PyTorch; Keras has decay 0.95, epsilon 1e-7 and learning rate 0.001. <see cref="Optimizer.WeightDecay"/> * w is added to the gradient g (L2), as in PyTorch.
/// </remarks>
public sealed class Adadelta : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate; 1, as in the paper, by default.</param>
    public Adadelta(float learningRate = 1) : base(learningRate)
    {
    }

    /// <summary>The share of both running means that a step keeps, in [0, 1); 0.9 by default (rho).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Decay { get; init => field = Guard.Range(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.9f;

    /// <summary>A small number added under both roots, above 0; 1e-6 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Epsilon { get; init => field = Guard.Range(value, float.IsFinite(value) && value > 0, "finite and above 0"); } = 1e-6f;

    /// <inheritdoc/>
    protected override void Update(Weight weight, Tensor gradient, UpdateContext context)
    {
        OptimizerKernels.AdadeltaStep(context.Of(weight, gradient), Slot(weight, "square"), Slot(weight, "steps"), new AdadeltaStepOptions
        {
            LearningRate = context.LearningRate,
            Decay = Decay,
            Epsilon = Epsilon,
        }, context.Batch);
    }
}
