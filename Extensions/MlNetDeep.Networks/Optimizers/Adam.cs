using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Adam (Kingma and Ba 2014); with <see cref="Optimizer.WeightDecay"/> it is AdamW (Loshchilov and Hutter 2017) unless
/// <see cref="DecoupledWeightDecay"/> is switched off.
/// </summary>
/// <remarks>
/// w -= rate * m' / (sqrt(v') + epsilon), where m' and v' are the bias-corrected running means of the gradient and its square.
/// The numbers are those of PyTorch; Keras' default epsilon is 1e-7.
/// </remarks>
public sealed class Adam : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate; 0.001 by default.</param>
    public Adam(float learningRate = 1e-3f) : base(learningRate)
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

    /// <summary>True (the default): decay is w -= rate * decay * w, apart from the gradient (AdamW). False: decay * w is added to the gradient (L2), as PyTorch's Adam does.</summary>
    public bool DecoupledWeightDecay { get; init; } = true;

    /// <summary>True to divide by the largest running mean of squares so far (AMSGrad, Reddi et al. 2018); false by default.</summary>
    public bool AmsGrad { get; init; }

    /// <inheritdoc/>
    protected override void Update(Weight weight, Tensor gradient, UpdateContext context)
    {
        OptimizerKernels.AdamStep(context.Of(weight, gradient, DecoupledWeightDecay), Slot(weight, "mean"), Slot(weight, "variance"), AmsGrad ? Slot(weight, "maximum_variance") : null, new AdamStepOptions
        {
            LearningRate = context.LearningRate,
            Beta1 = Beta1,
            Beta2 = Beta2,
            Epsilon = Epsilon,
        }, context.Batch);
    }
}
