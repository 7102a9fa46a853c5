namespace MlNetDeep.Networks;

/// <summary>A number that tells how good predictions are, reported for training and validation beside the loss.</summary>
/// <remarks>
/// To write your own derive from <see cref="MeanMetric"/> when it is a mean over samples, and from this class with a
/// <see cref="MetricAccumulator"/> when it needs all predictions, as the area under a curve does. A metric holds options only; what is
/// gathered lies in the accumulator, so that one instance serves many measurements at the same time. Text converts by itself to a metric
/// with its default options, see <see cref="Parse"/>: <c>Metrics = ["accuracy", "auc"]</c>.
/// </remarks>
public abstract class Metric
{
    /// <summary>The name in the history, for example <c>accuracy</c>; validation puts <c>val_</c> before it.</summary>
    public abstract string Name { get; }

    /// <summary>Finds a metric by name, with its default options.</summary>
    /// <param name="name">
    /// In any case, with or without underscores: accuracy (categorical_accuracy, sparse_categorical_accuracy), binary_accuracy,
    /// top_k_accuracy or top_k_accuracy(k) (k is 5), precision, recall, f1, auc, pr_auc (average_precision), log_loss, mean_iou,
    /// mean_squared_error (mse), root_mean_squared_error (rmse), mean_absolute_error (mae), r2, cosine_similarity. Those that look at
    /// probabilities take logits, as losses do.
    /// </param>
    /// <returns>The metric.</returns>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public static Metric Parse(string name) => MetricNames.Table.Find(name, nameof(name));

    /// <summary>Finds a metric by name; see <see cref="Parse"/>.</summary>
    /// <param name="name">A name.</param>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public static implicit operator Metric(string name) => Parse(name);

    /// <summary>Begins a measurement over the batches of an epoch or of a data set.</summary>
    /// <returns>What gathers the batches.</returns>
    public abstract MetricAccumulator Start();
}
