namespace MlNetDeep.Networks;

/// <summary>What <see cref="VarianceScaling"/> draws from; all have the same variance.</summary>
public enum ScaledDistribution
{
    /// <summary>A normal cut at two standard deviations, <c>truncated_normal</c>.</summary>
    TruncatedNormal,

    /// <summary>A whole normal, <c>untruncated_normal</c>.</summary>
    UntruncatedNormal,

    /// <summary><c>uniform</c>.</summary>
    Uniform,
}
