using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Changes the trainable weights of a network along their gradients. It remembers running averages for each weight, so use one
/// instance for one training at a time.
/// </summary>
/// <remarks>To write your own, derive and implement <see cref="Update"/>; keep what it remembers in <see cref="Slot"/>.</remarks>
public abstract class Optimizer
{
    private readonly Dictionary<(Weight Weight, string Name), Tensor> _slots = [];
    private readonly Dictionary<Weight, int> _steps = [];

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate; finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative or not finite.</exception>
    protected Optimizer(float learningRate) => LearningRate = learningRate;

    /// <summary>The learning rate of the next step; finite and at least 0. A schedule sets it before each step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float LearningRate
    {
        get;
        set => field = Guard.Range(value, float.IsFinite(value) && value >= 0, "finite and at least 0");
    }

    /// <summary>
    /// How strongly weights are pulled towards 0 in each step; 0 (the default) for not at all. Biases and the gain and shift of
    /// normalisation layers (<see cref="Weight.Decays"/> is false) are left out unless <see cref="DecaysAll"/> is set.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float WeightDecay { get; init => field = Guard.Range(value, float.IsFinite(value) && value >= 0, "finite and at least 0"); }

    /// <summary>True to apply <see cref="WeightDecay"/> to every weight, biases included, as plain PyTorch does; false by default.</summary>
    public bool DecaysAll { get; init; }

    /// <summary>
    /// Changes the weights in place along their gradients. Call it after the <see cref="StepScope"/> of the step has ended:
    /// gradients outlive the scope, and what the optimizer remembers must too.
    /// </summary>
    /// <param name="weights">The weights; those that are not trainable or have no gradient are skipped.</param>
    /// <param name="gradientScale">A factor for all gradients, for clipping by their common norm; 1 by default.</param>
    public void Step(IReadOnlyList<Weight> weights, float gradientScale = 1)
    {
        ArgumentNullException.ThrowIfNull(weights);
        foreach (Weight weight in weights)
        {
            if (!weight.Trainable || weight.Value.Grad is not Tensor gradient) continue;
            int number = _steps[weight] = _steps.GetValueOrDefault(weight) + 1;
            Update(weight, gradient, new UpdateContext(number, gradientScale, weight.Decays || DecaysAll ? WeightDecay : 0));
        }
    }

    /// <summary>Changes one weight in place.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="gradient">Its gradient, before the scale of the context.</param>
    /// <param name="context">The number of the step for this weight, the scale of the gradient and the weight decay to apply.</param>
    protected abstract void Update(Weight weight, Tensor gradient, UpdateContext context);

    /// <summary>Gives the tensor that the optimizer remembers for a weight, zeros at first.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="name">What is remembered, for example <c>momentum</c>.</param>
    /// <returns>A tensor of the weight's shape, the same one in each step.</returns>
    protected Tensor Slot(Weight weight, string name)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (!_slots.TryGetValue((weight, name), out Tensor? slot)) _slots[(weight, name)] = slot = Tensor.Zeros(weight.Value.Shape);
        return slot;
    }
}
