using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>What training minimises: a number for an output and what was expected.</summary>
/// <remarks>
/// To write your own, derive from <see cref="PerSampleLoss"/>, which weighs samples and takes the mean, or from this class for a loss that
/// is no mean over samples, and use operations of <see cref="Ops"/>.
/// </remarks>
public abstract class Loss
{
    /// <summary>What a <see cref="Trainer"/> measures beside this loss unless told otherwise; nothing by default.</summary>
    public virtual IReadOnlyList<Metric> DefaultMetrics => [];

    /// <summary>Computes the mean loss over the samples of a batch.</summary>
    /// <param name="output">The network's output, [N, ...].</param>
    /// <param name="batch">The batch with its labels or targets.</param>
    /// <returns>A tensor with one number.</returns>
    /// <exception cref="ArgumentException">The batch lacks what the loss compares with, or shapes differ.</exception>
    public abstract Tensor Compute(Tensor output, Batch batch);

    /// <summary>
    /// Whether <see cref="Compute"/> regards <see cref="Batch.SampleWeights"/>; false by default. The trainer refuses weights that the
    /// loss would ignore.
    /// </summary>
    public virtual bool UsesSampleWeights => false;

    /// <summary>
    /// The weight of this batch's mean in the mean over all batches: the sum of the sample weights, or the number of samples, so that a
    /// smaller last batch counts for less.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <returns>A number of at least 0.</returns>
    public virtual double WeightOf(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.SampleWeights is null) return batch.Count;
        double sum = 0;
        foreach (float weight in batch.SampleWeights) sum += weight;
        return sum;
    }
}
