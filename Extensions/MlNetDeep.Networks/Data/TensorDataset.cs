using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>A data set in memory: a tensor of inputs with class labels or target numbers.</summary>
public sealed class TensorDataset : Dataset
{
    private readonly IReadOnlyList<Tensor> _inputs;
    private readonly int[]? _labels;
    private readonly Tensor? _targets;

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
    {
        int[]? own = labels is null ? null : [.. labels];
        Count = new Batch(inputs, own, targets).Count;
        if (own is not null && own.AsSpan().IndexOfAnyInRange(int.MinValue, -1) is int bad and >= 0)
            throw new ArgumentException($"label {own[bad]} of sample {bad} is negative; labels start at 0", nameof(labels));
        _inputs = [.. inputs];
        _labels = own;
        _targets = targets;
        InputShapes = [.. inputs.Select(SampleShape)];
        TargetShape = targets is null ? default(Shape?) : SampleShape(targets);
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> InputShapes { get; }

    /// <inheritdoc/>
    public override bool HasLabels => _labels is not null;

    /// <inheritdoc/>
    public override Shape? TargetShape { get; }

    /// <inheritdoc/>
    public override void Load(ReadOnlySpan<int> indices, LoadContext context, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        for (int i = 0; i < _inputs.Count; i++) Gather(_inputs[i], indices, batch.Inputs[i]);
        if (_targets is not null) Gather(_targets, indices, batch.Targets!);
        if (_labels is not null)
            for (int i = 0; i < indices.Length; i++) batch.Labels![i] = _labels[indices[i]];
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
