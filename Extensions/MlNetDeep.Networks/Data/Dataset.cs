using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A number of samples that can be loaded into batches. The trainer calls <see cref="Load"/> on another thread while the network
/// computes, one call at a time.
/// </summary>
/// <remarks>
/// Draw all random numbers of augmentation from <see cref="LoadContext.RandomFor"/>: the same seed then gives the same training.
/// </remarks>
public abstract class Dataset
{
    private const ulong SplitSalt = 0x73706C6974000000;

    /// <summary>The number of samples.</summary>
    public abstract int Count { get; }

    /// <summary>The shape of one sample for each input of the network, without the batch axis.</summary>
    public abstract IReadOnlyList<Shape> InputShapes { get; }

    /// <summary>Whether samples have class labels.</summary>
    public virtual bool HasLabels => false;

    /// <summary>The shape of one target, without the batch axis; null (the default) when samples have none.</summary>
    public virtual Shape? TargetShape => null;

    /// <summary>
    /// What is expected of each output of the network; by default of one output, as <see cref="HasLabels"/> and <see cref="TargetShape"/> say.
    /// </summary>
    public virtual IReadOnlyList<TargetSpec> Targets => [new TargetSpec(HasLabels, TargetShape)];

    /// <summary>Whether samples have weights; false by default.</summary>
    public virtual bool HasSampleWeights => false;

    /// <summary>Makes an empty batch to load into; by default with inputs, labels, targets and sample weights as the properties say.</summary>
    /// <param name="count">The number of samples.</param>
    /// <returns>The batch.</returns>
    public virtual Batch CreateBatch(int count)
    {
        Tensor[] inputs = [.. InputShapes.Select(shape => Tensor.Zeros(WithBatch(count, shape)))];
        TargetData[] outputs = [.. Targets.Select(target => new TargetData(
            target.HasLabels ? new int[count] : null, target.Shape is Shape shape ? Tensor.Zeros(WithBatch(count, shape)) : null))];
        return new Batch(inputs, outputs) { SampleWeights = HasSampleWeights ? new float[count] : null };
    }

    /// <summary>Loads samples into a batch, overwriting what it held.</summary>
    /// <param name="indices">The samples, as many as the batch has places.</param>
    /// <param name="context">Whether to augment, and the random numbers for it.</param>
    /// <param name="batch">A batch made by <see cref="CreateBatch"/>.</param>
    public abstract void Load(ReadOnlySpan<int> indices, LoadContext context, Batch batch);

    /// <summary>Makes a data set of some of the samples.</summary>
    /// <param name="indices">The samples, in their new order.</param>
    /// <returns>A view that loads from this data set.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An index is not one of a sample.</exception>
    public Dataset Subset(IReadOnlyList<int> indices) => new SubsetDataset(this, indices);

    /// <summary>Splits the samples at random in two.</summary>
    /// <param name="share">The share of samples in the second part, above 0 and below 1. Each part gets at least one sample.</param>
    /// <param name="seed">The seed of the choice.</param>
    /// <returns>The first part with the remaining samples, and the second; each in the order of this data set.</returns>
    /// <exception cref="ArgumentException">The share is out of range or there are fewer than two samples.</exception>
    public (Dataset First, Dataset Second) Split(float share, ulong seed = 0)
    {
        if (!(share > 0 && share < 1)) throw new ArgumentException(FormattableString.Invariant($"the share of a split must be above 0 and below 1, is {share}"), nameof(share));
        if (Count < 2) throw new ArgumentException($"a split needs at least two samples; the data set has {Count}", nameof(share));
        int[] order = Shuffled(Count, seed ^ SplitSalt, 0);
        int second = Math.Clamp((int)Math.Round(Count * (double)share), 1, Count - 1);
        return (Subset([.. order[second..].Order()]), Subset([.. order[..second].Order()]));
    }

    internal static int[] Shuffled(int count, ulong seed, ulong stream)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new Philox(seed, stream).Shuffle<int>(order);
        return order;
    }

    private static Shape WithBatch(int count, Shape shape) => [count, .. shape.Dimensions];
}
