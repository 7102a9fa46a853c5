using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Adagrad (Duchi, Hazan and Singer 2011): steps shrink with the squared gradients summed over the training, element by element;
/// for sparse gradients.
/// </summary>
/// <remarks>
/// s += g^2, w -= rate / (1 + (step - 1) * decay) * g / (sqrt(s) + epsilon). The numbers are those of PyTorch; Keras starts the sum at
/// 0.1 and has epsilon 1e-7. <see cref="Optimizer.WeightDecay"/> * w is added to the gradient g (L2), as in PyTorch.
/// </remarks>
public sealed class Adagrad : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate; 0.01 by default.</param>
    public Adagrad(float learningRate = 0.01f) : base(learningRate)
    {
    }

    /// <summary>How the learning rate falls: it is divided by 1 + (step - 1) times this, at least 0; 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float LearningRateDecay { get; init => field = Guard.Range(value, float.IsFinite(value) && value >= 0, "finite and at least 0"); }

    /// <summary>What the sum of squares starts at, at least 0; 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float InitialAccumulator { get; init => field = Guard.Range(value, float.IsFinite(value) && value >= 0, "finite and at least 0"); }

    /// <summary>A small number added to the denominator, above 0; 1e-10 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Epsilon { get; init => field = Guard.Range(value, float.IsFinite(value) && value > 0, "finite and above 0"); } = 1e-10f;

    /// <inheritdoc/>
    protected override void Update(Weight weight, Tensor gradient, UpdateContext context)
    {
        OptimizerKernels.AdagradStep(context.Of(weight, gradient), Slot(weight, "sum", InitialAccumulator), new AdagradStepOptions
        {
            LearningRate = context.LearningRate,
            LearningRateDecay = LearningRateDecay,
            Epsilon = Epsilon,
        }, context.Batch);
    }
}
