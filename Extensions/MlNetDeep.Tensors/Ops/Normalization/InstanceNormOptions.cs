namespace MlNetDeep.Tensors;

/// <summary>How <see cref="Ops.InstanceNorm"/> normalises.</summary>
public sealed record InstanceNormOptions
{
    /// <summary>
    /// True (default): with the mean and variance of each sample, and running ones, if there are any, are updated. False: with
    /// the running ones, or where there are none with those of each sample.
    /// </summary>
    public bool Training { get; init; } = true;

    /// <summary>The weight of the batch in the running mean and variance, 0 to 1: <c>new = (1 - momentum) old + momentum batch</c>. Default 0.1.</summary>
    public float Momentum { get; init; } = 0.1f;

    /// <summary>Added to the variance, above 0. Default 1e-5.</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <summary>[C], updated in training, used outside; null (default) when none are tracked. Belongs with <see cref="RunningVariance"/>.</summary>
    public Tensor? RunningMean { get; init; }

    /// <summary>[C], the average of the samples' unbiased variances; null (default) when none are tracked.</summary>
    public Tensor? RunningVariance { get; init; }
}
