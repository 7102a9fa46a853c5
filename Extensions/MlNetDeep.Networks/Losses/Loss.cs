using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>What training minimises: a number for an output and what was expected.</summary>
/// <remarks>
/// To write your own, derive from <see cref="PerSampleLoss"/>, which weighs samples and takes the mean, or from this class for a loss that
/// is no mean over samples, and use operations of <see cref="Ops"/>. Text converts by itself to a loss with its default options; the
/// names are those of Keras and their usual short forms, see <see cref="Parse"/>.
/// </remarks>
public abstract class Loss
{
    /// <summary>What a <see cref="Trainer"/> measures beside this loss unless told otherwise; nothing by default.</summary>
    public virtual IReadOnlyList<Metric> DefaultMetrics => [];

    /// <summary>Finds a loss by name, with its default options.</summary>
    /// <param name="name">
    /// In any case, with or without underscores: softmax_cross_entropy (also cross_entropy, categorical_crossentropy,
    /// sparse_categorical_crossentropy), negative_log_likelihood (nll), binary_crossentropy (bce), focal (binary_focal_crossentropy), hinge,
    /// squared_hinge, categorical_hinge, dice, kl_divergence (kullback_leibler, kld), mean_squared_error (mse), mean_absolute_error (mae),
    /// mean_absolute_percentage_error (mape), mean_squared_logarithmic_error (msle), huber or huber(delta), smooth_l1 or smooth_l1(beta),
    /// log_cosh, poisson, cosine_similarity. Other than in Keras the losses of classes and the divergence take logits by default, and poisson
    /// the logarithm of the count: the network's last layer has no softmax, sigmoid or exponential.
    /// </param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">There is no such loss.</exception>
    public static Loss Parse(string name) => LossNames.Table.Find(name, nameof(name));

    /// <summary>Finds a loss by name; see <see cref="Parse"/>.</summary>
    /// <param name="name">A name.</param>
    /// <exception cref="ArgumentException">There is no such loss.</exception>
    public static implicit operator Loss(string name) => Parse(name);

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
