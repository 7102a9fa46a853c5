using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>A data set in memory: a tensor of inputs with class labels or target numbers.</summary>
public sealed class TensorDataset : Dataset
{
    private readonly IReadOnlyList<Tensor> _inputs;
    private readonly IReadOnlyList<TargetData> _outputs;

    /// <summary>Creates a data set for classification.</summary>
    /// <param name="inputs">The samples, [count, ...]. Not copied.</param>
    /// <param name="labels">The class of each sample, from 0.</param>
    /// <exception cref="ArgumentException">The numbers of samples and labels differ, or a label is negative.</exception>
    public TensorDataset(Tensor inputs, IReadOnlyList<int> labels) : this([inputs], labels, null)
    {
    }

    /// <summary>Creates a data set for regression.</summary>
    /// <param name="inputs">The samples, [count, ...]. Not copied.</param>
    /// <param name="targets">The expected outputs, [count, ...]. Not copied.</param>
    /// <exception cref="ArgumentException">The numbers of samples differ.</exception>
    public TensorDataset(Tensor inputs, Tensor targets) : this([inputs], null, targets)
    {
    }

    /// <summary>Creates a data set for a network with several inputs.</summary>
    /// <param name="inputs">One tensor [count, ...] for each input. Not copied.</param>
    /// <param name="labels">The class of each sample, from 0; null for none.</param>
    /// <param name="targets">The expected outputs, [count, ...]; null for none.</param>
    /// <exception cref="ArgumentException">The numbers of samples differ, or a label is negative.</exception>
    public TensorDataset(IReadOnlyList<Tensor> inputs, IReadOnlyList<int>? labels = null, Tensor? targets = null)
        : this(inputs, [new TargetData(labels is null ? null : [.. labels], targets)])
    {
    }

    /// <summary>Creates a data set for a network with several inputs and outputs.</summary>
    /// <param name="inputs">One tensor [count, ...] for each input. Not copied.</param>
    /// <param name="outputs">What is expected of each output, in their order. Not copied.</param>
    /// <exception cref="ArgumentException">The numbers of samples differ, or a label is negative.</exception>
    public TensorDataset(IReadOnlyList<Tensor> inputs, IReadOnlyList<TargetData> outputs) : this(inputs, outputs, checkLabels: true)
    {
    }

    /// <summary>Without the check of labels, for those of a data set that a loss may leave out.</summary>
    internal TensorDataset(IReadOnlyList<Tensor> inputs, IReadOnlyList<TargetData> outputs, bool checkLabels)
    {
        Count = new Batch(inputs, outputs).Count;
        foreach ((int[]? labels, _) in outputs)
            if (checkLabels && labels is not null && labels.AsSpan().IndexOfAnyInRange(int.MinValue, -1) is int bad and >= 0)
                throw new ArgumentException($"label {labels[bad]} of sample {bad} is negative; labels start at 0", nameof(outputs));
        _inputs = [.. inputs];
        _outputs = [.. outputs];
        InputShapes = [.. inputs.Select(SampleShape)];
        Targets = [.. outputs.Select(output => new TargetSpec(output.Labels is not null, output.Values is null ? default(Shape?) : SampleShape(output.Values)))];
    }

    /// <summary>How much each sample counts in the loss, finite and at least 0; null (the default) when all count the same.</summary>
    /// <exception cref="ArgumentException">There are not as many as samples, or one is negative or not finite.</exception>
    public IReadOnlyList<float>? SampleWeights
    {
        get;
        init
        {
            if (value is not null && value.Count != Count) throw new ArgumentException($"{Count} samples need as many sample weights; received {value.Count}", nameof(value));
            for (int i = 0; i < value?.Count; i++)
                if (!(float.IsFinite(value[i]) && value[i] >= 0)) throw new ArgumentException(FormattableString.Invariant($"the weight of sample {i} must be finite and at least 0, is {value[i]}"), nameof(value));
            field = value is null ? null : [.. value];
        }
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> InputShapes { get; }

    /// <inheritdoc/>
    public override bool HasLabels => Targets[0].HasLabels;

    /// <inheritdoc/>
    public override Shape? TargetShape => Targets[0].Shape;

    /// <inheritdoc/>
    public override IReadOnlyList<TargetSpec> Targets { get; }

    /// <inheritdoc/>
    public override bool HasSampleWeights => SampleWeights is not null;

    /// <inheritdoc/>
    public override void Load(ReadOnlySpan<int> indices, LoadContext context, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        for (int i = 0; i < _inputs.Count; i++) Gather(_inputs[i], indices, batch.Inputs[i]);
        foreach (((int[]? labels, Tensor? values), TargetData loaded) in _outputs.Zip(batch.Outputs))
        {
            if (values is not null) Gather(values, indices, loaded.Values!);
            for (int i = 0; i < indices.Length && labels is not null; i++) loaded.Labels![i] = labels[indices[i]];
        }
        for (int i = 0; i < indices.Length && SampleWeights is not null; i++) batch.SampleWeights![i] = SampleWeights[indices[i]];
    }

    private static Shape SampleShape(Tensor tensor) => new(tensor.Shape.Dimensions[1..]);

    private static void Gather(Tensor source, ReadOnlySpan<int> indices, Tensor destination)
    {
        int size = destination.Count / indices.Length;
        ReadOnlySpan<float> from = source.Span;
        Span<float> to = destination.Span;
        for (int i = 0; i < indices.Length; i++) from.Slice(indices[i] * size, size).CopyTo(to.Slice(i * size, size));
    }
}
