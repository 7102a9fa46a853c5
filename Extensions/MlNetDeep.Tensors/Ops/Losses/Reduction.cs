namespace MlNetDeep.Tensors;

/// <summary>What becomes of the losses of a batch: one per element, per row or per pair, as the loss says.</summary>
public enum Reduction
{
    /// <summary>Their mean, one number; 0 where there are none.</summary>
    Mean,

    /// <summary>Their sum, one number.</summary>
    Sum,

    /// <summary>Nothing: each loss stays.</summary>
    None,

    /// <summary>
    /// Their sum divided by the length of the first axis, one number: the mean over the samples of what each sums up to; 0 where
    /// there are none. What <c>reduction="batchmean"</c> is in PyTorch.
    /// </summary>
    BatchMean,
}
