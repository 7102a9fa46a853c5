namespace MlNetDeep.Tensors;

/// <summary>What becomes of the losses of the rows of a batch.</summary>
public enum Reduction
{
    /// <summary>Their mean, one number.</summary>
    Mean,

    /// <summary>Their sum, one number.</summary>
    Sum,

    /// <summary>Nothing: one number per row.</summary>
    None,
}
