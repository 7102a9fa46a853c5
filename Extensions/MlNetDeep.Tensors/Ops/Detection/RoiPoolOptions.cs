namespace MlNetDeep.Tensors;

/// <summary>The settings of <see cref="Ops.RoiPool"/>.</summary>
public sealed record RoiPoolOptions
{
    /// <summary>The rows of bins, at least 1. Default 7.</summary>
    public int OutputH { get; init; } = 7;

    /// <summary>The columns of bins, at least 1. Default 7.</summary>
    public int OutputW { get; init; } = 7;

    /// <summary>What boxes are multiplied by to get positions in the features, such as 1/16; finite and above 0. Default 1.</summary>
    public float SpatialScale { get; init; } = 1;
}
