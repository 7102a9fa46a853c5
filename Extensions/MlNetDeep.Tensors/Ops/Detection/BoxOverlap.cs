namespace MlNetDeep.Tensors;

/// <summary>How the overlap of two boxes is measured; see <see cref="Ops.BoxIou"/>.</summary>
public enum BoxOverlap
{
    /// <summary>Intersection over union, 0 to 1.</summary>
    Iou,

    /// <summary>Less the share of the smallest common box that the union does not fill, -1 to 1 (Rezatofighi et al. 2019).</summary>
    GeneralizedIou,

    /// <summary>Less the squared distance of the centres over that of the common box's diagonal, -1 to 1 (Zheng et al. 2019).</summary>
    DistanceIou,

    /// <summary>As <see cref="DistanceIou"/>, and less a term for different aspect ratios (Zheng et al. 2019).</summary>
    CompleteIou,
}
