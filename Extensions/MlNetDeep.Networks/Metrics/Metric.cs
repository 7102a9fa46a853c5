namespace MlNetDeep.Networks;

/// <summary>A number that tells how good predictions are, reported for training and validation beside the loss.</summary>
/// <remarks>
/// To write your own derive from <see cref="MeanMetric"/> when it is a mean over samples, and from this class with a
/// <see cref="MetricAccumulator"/> when it needs all predictions, as the area under a curve does. A metric holds options only; what is
/// gathered lies in the accumulator, so that one instance serves many measurements at the same time.
/// </remarks>
public abstract class Metric
{
    /// <summary>The name in the history, for example <c>accuracy</c>; validation puts <c>val_</c> before it.</summary>
    public abstract string Name { get; }

    /// <summary>Begins a measurement over the batches of an epoch or of a data set.</summary>
    /// <returns>What gathers the batches.</returns>
    public abstract MetricAccumulator Start();
}
