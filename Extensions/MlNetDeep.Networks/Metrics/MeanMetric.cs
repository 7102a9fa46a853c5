using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>A metric that is a mean over samples: it is computed for each batch, and batches count by their number of samples.</summary>
public abstract class MeanMetric : Metric
{
    /// <inheritdoc/>
    public sealed override MetricAccumulator Start() => new MeanAccumulator(this);

    /// <summary>Computes the mean over the samples of a batch.</summary>
    /// <param name="output">The network's output, [N, ...].</param>
    /// <param name="batch">The batch with its labels or targets.</param>
    /// <returns>The mean.</returns>
    /// <exception cref="ArgumentException">The batch lacks what the metric compares with, or shapes differ.</exception>
    public abstract double Compute(Tensor output, Batch batch);

    private sealed class MeanAccumulator(MeanMetric metric) : MetricAccumulator
    {
        private double _sum;
        private long _samples;

        public override double Result => _sum / _samples;

        public override void Add(Tensor output, Batch batch)
        {
            _sum += metric.Compute(output, batch) * batch.Count;
            _samples += batch.Count;
        }
    }
}
