namespace MlNetDeep.Tensors;

/// <summary>How <see cref="Ops.BatchNorm"/> normalises.</summary>
public sealed record BatchNormOptions
{
    /// <summary>True (default): with the mean and variance of the batch, and the running ones are updated. False: with the running ones.</summary>
    public bool Training { get; init; } = true;

    /// <summary>
    /// The weight of the batch in the running mean and variance, 0 to 1: <c>new = (1 - momentum) old + momentum batch</c>. Default
    /// 0.1. One over the number of batches so far, this one included, averages them all: what PyTorch calls momentum None.
    /// </summary>
    public float Momentum { get; init; } = 0.1f;

    /// <summary>Added to the variance, above 0. Default 1e-5.</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <summary>Applied in the same pass. Default none.</summary>
    public FusedActivation Activation { get; init; }
}
