using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Nadam (Dozat 2016): Adam with Nesterov's look-ahead and a momentum that warms up.
/// </summary>
/// <remarks>
/// The formulas and numbers are those of the NAdam of PyTorch 2; Keras has learning rate 0.001 and epsilon 1e-7.
/// </remarks>
public sealed class Nadam : Optimizer
{
    // Of the momenta before the given step.
    private readonly Dictionary<Weight, (int Step, double Product)> _products = [];

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate; 0.002 by default.</param>
    public Nadam(float learningRate = 2e-3f) : base(learningRate)
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

    /// <summary>How fast the momentum warms up, at least 0; 0.004 by default (psi): beta1 * (1 - 0.96^(step * psi) / 2).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float MomentumDecay { get; init => field = Guard.Range(value, float.IsFinite(value) && value >= 0, "finite and at least 0"); } = 0.004f;

    /// <summary>True: decay is w -= rate * decay * w, apart from the gradient. False (the default): decay * w is added to the gradient (L2), as in PyTorch.</summary>
    public bool DecoupledWeightDecay { get; init; }

    /// <inheritdoc/>
    protected override void Update(Weight weight, Tensor gradient, UpdateContext context)
    {
        var options = new NadamStepOptions { LearningRate = context.LearningRate, Beta1 = Beta1, Beta2 = Beta2, Epsilon = Epsilon, MomentumDecay = MomentumDecay };
        options = options with { MomentumProduct = ProductBefore(weight, context.Step, options) };
        OptimizerKernels.NadamStep(context.Of(weight, gradient, DecoupledWeightDecay), Slot(weight, "mean"), Slot(weight, "variance"), options, context.Batch);
    }

    private double ProductBefore(Weight weight, int step, in NadamStepOptions options)
    {
        (int Step, double Product) known = _products.GetValueOrDefault(weight, (1, 1));
        if (step < known.Step) known = (1, 1);
        for (; known.Step < step; known.Step++) known.Product *= options.Momentum(known.Step);
        _products[weight] = known;
        return known.Product;
    }
}
