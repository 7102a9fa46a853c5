namespace MlNetDeep.Tensors;

/// <summary>How <see cref="Ops.ScaledDotProductAttention"/> weighs the keys.</summary>
public sealed record AttentionOptions
{
    /// <summary>Whether query i sees the keys 0 to i only, also where there are more or fewer keys than queries. Default false.</summary>
    public bool Causal { get; init; }

    /// <summary>What the mask's numbers mean. Default: they are added.</summary>
    public AttentionMaskKind MaskKind { get; init; }

    /// <summary>What the scores are multiplied by, finite and above 0; null (default) for one over the root of their width E.</summary>
    public float? Scale { get; init; }

    /// <summary>The probability with which a weight is zeroed and the others scaled up, at least 0 and below 1; for training only. Default 0.</summary>
    public float Dropout { get; init; }

    /// <summary>Which weights are zeroed is a function of this generator. Default: seed and stream 0.</summary>
    public Philox Random { get; init; }
}
