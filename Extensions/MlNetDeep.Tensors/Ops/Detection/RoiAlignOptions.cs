namespace MlNetDeep.Tensors;

/// <summary>The settings of <see cref="Ops.RoiAlign"/>. The defaults are those of torchvision for a 7 x 7 output.</summary>
public sealed record RoiAlignOptions
{
    /// <summary>The rows of bins, at least 1. Default 7.</summary>
    public int OutputH { get; init; } = 7;

    /// <summary>The columns of bins, at least 1. Default 7.</summary>
    public int OutputW { get; init; } = 7;

    /// <summary>What boxes are multiplied by to get positions in the features, such as 1/16; finite and above 0. Default 1.</summary>
    public float SpatialScale { get; init; } = 1;

    /// <summary>
    /// The samples of a bin along each axis. 0 (default): as many as the bin is pixels long, rounded up.
    /// </summary>
    public int SamplingRatio { get; init; }

    /// <summary>
    /// Whether positions are shifted by half a pixel so that pixels' centres are at integers plus a half; boxes smaller than a
    /// pixel then keep their size (Detectron2's "aligned"). Default false: such boxes are enlarged to a pixel.
    /// </summary>
    public bool Aligned { get; init; }
}
