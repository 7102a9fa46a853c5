using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// What <see cref="SimpleRnn"/>, <see cref="Lstm"/> and <see cref="Gru"/> have in common: a state that goes through the steps of a
/// sequence. Input [steps, features], output [units] or, with <see cref="ReturnSequences"/>, [steps, units].
/// </summary>
/// <remarks>
/// <para>A second input of shape [1], such as that of <see cref="SequenceLengths"/>, gives the number of valid steps of each sample of a
/// padded batch, whole numbers from 0 to steps. The state stands still after them, and the outputs there are zeros, as in PyTorch's packed
/// sequences (Keras repeats the last output unless told otherwise). Padding before or between valid steps is not supported.</para>
/// <para>The state starts with zeros; there is no input for another one, and no dropout within: put a <see cref="Dropout"/> before the
/// layer. To stack layers, give all but the last <see cref="ReturnSequences"/>.</para>
/// </remarks>
public abstract record RecurrentLayer : Layer
{
    private const int MaximumUnits = int.MaxValue / 4;

    // Closed, because Bidirectional runs them by their internal members.
    private protected RecurrentLayer(int units) => Units = units;

    /// <summary>The length of the state and of the output, at least 1.</summary>
    public int Units { get; init; }

    /// <summary>True to give the output of every step; false (the default) for that of the last step alone.</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>
    /// True to go from the last step to the first; false by default. As in Keras the outputs then come in the order in which they were
    /// computed, that of the last step first.
    /// </summary>
    public bool GoBackwards { get; init; }

    /// <summary>True (the default) to add a bias.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How the kernel of the input starts; Glorot uniform by default, as in Keras.</summary>
    public Initializer KernelInitializer { get; init; } = new GlorotUniform();

    /// <summary>How the kernel of the state starts; orthogonal by default, as in Keras.</summary>
    public Initializer RecurrentInitializer { get; init; } = new Orthogonal();

    /// <summary>How the bias starts; zeros by default.</summary>
    public Initializer BiasInitializer { get; init; } = new Zeros();

    /// <summary>A penalty on the kernel of the input, for example "l2(0.0005)"; null (the default) for none.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>A penalty on the kernel of the state; null (the default) for none.</summary>
    public Regularizer? RecurrentRegularizer { get; init; }

    /// <summary>A penalty on the bias; null (the default) for none.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>A rule that the kernel of the input obeys after each step, for example "max_norm(3)"; null (the default) for none.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>A rule that the kernel of the state obeys after each step; null (the default) for none.</summary>
    public Constraint? RecurrentConstraint { get; init; }

    private protected abstract int Gates { get; }

    private protected virtual Initializer EffectiveBiasInitializer => BiasInitializer;

    /// <inheritdoc/>
    public override void Validate() => Require(Units is >= 1 and <= MaximumUnits, $"Units must be from 1 to {MaximumUnits}, is {Units}");

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count is not (1 or 2) || inputs[0].Rank != 2 || (inputs.Count == 2 && inputs[1] != [1]))
            throw new ShapeException("expects [steps, features] and, as a second input if any, lengths [1]", inputs);
        if (inputs[0][0] < 1) throw new ShapeException("expects at least one step", inputs);
        return ReturnSequences ? [inputs[0][0], Units] : [Units];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        int width = Gates * Units;
        var kernel = new WeightSpec("kernel", [inputs[0][1], width], KernelInitializer) { Regularizer = KernelRegularizer, Constraint = KernelConstraint };
        var recurrent = new WeightSpec("recurrent_kernel", [Units, width], RecurrentInitializer) { Regularizer = RecurrentRegularizer, Constraint = RecurrentConstraint };
        return UseBias ? [kernel, recurrent, BiasSpec("bias", EffectiveBiasInitializer)] : [kernel, recurrent];
    }

    /// <inheritdoc/>
    public sealed override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(weights);
        Tensor output = Run(inputs[0], weights, GoBackwards, LengthsOf(inputs));
        return ReturnSequences && GoBackwards ? Ops.Flip(output, [1]) : output;
    }

    /// <summary>The lengths in the second input, checked; null when there is none.</summary>
    internal static int[]? LengthsOf(IReadOnlyList<Tensor> inputs) => inputs.Count == 2 ? SequenceLengths.Read(inputs[1], inputs[0].Shape[1]) : null;

    /// <summary>Goes through sequences [N, steps, features]; the outputs stay at their steps, also those of the reverse direction.</summary>
    internal Tensor Run(Tensor input, IReadOnlyList<Tensor> weights, bool reverse, IReadOnlyList<int>? lengths)
    {
        var bound = new RecurrentWeights(weights[0], weights[1], weights.Count > 2 ? weights[2] : null, weights.Count > 3 ? weights[3] : null);
        return Run(input, bound, new RecurrentOptions { Reverse = reverse, Lengths = lengths });
    }

    private protected abstract Tensor Run(Tensor input, RecurrentWeights weights, RecurrentOptions options);

    private protected Tensor Choose(Tensor output, Tensor state) => ReturnSequences ? output : state;

    private protected WeightSpec BiasSpec(string name, Initializer initializer) =>
        new(name, [Gates * Units], initializer) { Decays = false, Regularizer = BiasRegularizer };
}
