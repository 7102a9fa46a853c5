namespace MlNetDeep.Tensors;

/// <summary>The scores of an attention, [batches, queries, keys], and what becomes of them.</summary>
internal readonly record struct AttentionGeometry
{
    internal required int Batches { get; init; }

    internal required int Queries { get; init; }

    internal required int Keys { get; init; }

    /// <summary>The length of a query and of a key.</summary>
    internal required int Width { get; init; }

    /// <summary>The shape of the scores with all leading axes, [..., queries, keys].</summary>
    internal required Shape Scores { get; init; }

    /// <summary>The shape of the mask, of the rank of the scores; axes of length 1 are repeated.</summary>
    internal Shape Mask { get; init; }

    internal AttentionMaskKind MaskKind { get; init; }

    internal bool Causal { get; init; }

    internal float Scale { get; init; }
}
