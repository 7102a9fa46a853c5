using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Changes the trainable weights of a network along their gradients. It remembers running averages for each weight, so use one
/// instance for one training at a time.
/// </summary>
/// <remarks>To write your own, derive and implement <see cref="Update"/>; keep what it remembers in <see cref="Slot"/>.</remarks>
public abstract partial class Optimizer
{
    private readonly Dictionary<Weight, WeightState> _states = [];
    private readonly OptimizerBatch _batch = new();
    private readonly List<Weight> _weights = [];
    private readonly List<Tensor> _gradients = [];
    private double[] _norms = [];

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
    /// The largest Euclidean norm of the gradient of one weight, above 0; a longer one is scaled down. Null (the default) for no
    /// limit. For the norm of all gradients together see <see cref="TrainingOptions.GradientClipNorm"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float? GradientClipNorm { get; init => field = Above0(value); }

    /// <summary>
    /// The largest absolute value of an element of a gradient, above 0; larger ones become this, after any scaling by a norm. Null
    /// (the default) for no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float? GradientClipValue { get; init => field = Above0(value); }

    /// <summary>
    /// Changes the weights in place along their gradients, within the <see cref="StepScope"/> of the step or after it: gradients and
    /// what the optimizer remembers outlive it.
    /// </summary>
    /// <param name="weights">The weights, each once; those that are not trainable or have no gradient are skipped.</param>
    /// <param name="gradientScale">A factor for all gradients, for clipping by their common norm; 1 by default.</param>
    /// <exception cref="ArgumentException">A weight is in the list twice.</exception>
    public void Step(IReadOnlyList<Weight> weights, float gradientScale = 1)
    {
        ArgumentNullException.ThrowIfNull(weights);
        try
        {
            for (int i = 0; i < weights.Count; i++)
            {
                if (!weights[i].Trainable || weights[i].Value.Grad is not Tensor gradient) continue;
                _weights.Add(weights[i]);
                _gradients.Add(gradient);
            }
            if (GradientClipNorm is not null) MeasureGradients();
            for (int i = 0; i < _weights.Count; i++)
            {
                Weight weight = _weights[i];
                int number = StateOf(weight).Steps + 1;
                float scale = GradientClipNorm is float limit ? gradientScale * GradientClipping.Scale(Math.Abs(gradientScale) * _norms[i], limit) : gradientScale;
                Update(weight, _gradients[i], new UpdateContext(number, LearningRate * weight.LearningRateFactor, scale, GradientClipValue ?? float.PositiveInfinity, weight.Decays || DecaysAll ? WeightDecay : 0, _batch));
            }
            _batch.Run();
            // Counted when taken: a step that failed must not leave the corrections of the averages ahead.
            foreach (Weight weight in _weights) StateOf(weight).Steps++;
        }
        finally
        {
            _batch.Clear();
            _weights.Clear();
            _gradients.Clear();
        }
    }

    /// <summary>Changes one weight in place.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="gradient">Its gradient, before the scale of the context.</param>
    /// <param name="context">The number of the step for this weight, the learning rate, the scale of the gradient and the weight decay to apply.</param>
    protected abstract void Update(Weight weight, Tensor gradient, UpdateContext context);

    /// <summary>Gives the tensor that the optimizer remembers for a weight.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="name">What is remembered, for example <c>momentum</c>.</param>
    /// <param name="initial">What it holds before the first step; 0 by default.</param>
    /// <returns>A tensor of the weight's shape, the same one in each step.</returns>
    protected Tensor Slot(Weight weight, string name, float initial = 0)
    {
        ArgumentNullException.ThrowIfNull(weight);
        Dictionary<string, Tensor> slots = StateOf(weight).Slots;
        if (!slots.TryGetValue(name, out Tensor? slot)) slots[name] = slot = Tensor.Full(weight.Value.Shape, initial).Persist();
        return slot;
    }

    private static float? Above0(float? value, [CallerMemberName] string name = "") =>
        value is float number ? Guard.Range(number, float.IsFinite(number) && number > 0, "finite and above 0, or null", name) : null;

    private WeightState StateOf(Weight weight)
    {
        if (!_states.TryGetValue(weight, out WeightState? state)) _states[weight] = state = new WeightState();
        return state;
    }

    private void MeasureGradients()
    {
        if (_norms.Length < _gradients.Count) _norms = new double[_gradients.Count];
        GradientClipping.Norms(CollectionsMarshal.AsSpan(_gradients), _norms.AsSpan(0, _gradients.Count));
    }

    /// <summary>What is remembered of one weight.</summary>
    private sealed class WeightState
    {
        internal readonly Dictionary<string, Tensor> Slots = new(StringComparer.Ordinal);

        internal int Steps;
    }
}
