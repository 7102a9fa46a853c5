using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Gathers what a <see cref="Metric"/> needs of each batch. Batches may differ in size; the result is that of all samples together.</summary>
public abstract class MetricAccumulator
{
    /// <summary>Adds a batch.</summary>
    /// <param name="output">The network's output, [N, ...]. Its numbers are valid during the call only.</param>
    /// <param name="batch">The batch with its labels or targets.</param>
    /// <exception cref="ArgumentException">The batch lacks what the metric compares with, or shapes differ.</exception>
    public abstract void Add(Tensor output, Batch batch);

    /// <summary>The metric over all samples so far; NaN when it is not defined, for example before the first.</summary>
    public abstract double Result { get; }
}
