namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Attention (Vaswani et al. 2017): <c>softmax(scale query key^T + mask) value</c>. Several heads are a leading axis, such as
    /// [N, heads, L, E].
    /// </summary>
    /// <param name="query">[..., L, E].</param>
    /// <param name="key">[..., S, E], with the same leading axes.</param>
    /// <param name="value">[..., S, V], with the same leading axes.</param>
    /// <param name="mask">
    /// Broadcasts to [..., L, S]; added to the scores or, by the options, zero where a key is excluded. One that is added may need
    /// a gradient, such as a learned bias of positions. Default null.
    /// </param>
    /// <param name="options">Causality, kind of the mask, scale and dropout; null (default) for none.</param>
    /// <returns>
    /// [..., L, V]. A query for which all keys are excluded, or for which there are none, gets zeros and passes no gradient on (as in
    /// PyTorch from 2.5 on; before, NaN).
    /// </returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Scale or dropout is not in its range.</exception>
    public static Tensor ScaledDotProductAttention(Tensor query, Tensor key, Tensor value, Tensor? mask = null, AttentionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        options ??= s_plainAttention;
        AttentionGeometry geometry = AttentionShapes(query, key, value, mask, options);
        (int batches, int queries, int keys, int width, int values) = (geometry.Batches, geometry.Queries, geometry.Keys, geometry.Width, value.Shape[-1]);
        float dropout = options.Dropout;
        Philox random = options.Random;

        Tensor weights = Tensor.Allocate(geometry.Scores);
        Backend.Current.AttentionWeights(geometry, query.Storage, key.Storage, mask?.Storage, weights.Storage);
        Tensor kept = weights;
        if (dropout > 0)
        {
            kept = Tensor.Allocate(weights.Shape);
            Backend.Current.Dropout(weights.Storage, dropout, random, kept.Storage);
        }
        Tensor y = Tensor.Allocate(new Shape([.. query.Shape.Dimensions[..^1], values]));
        Backend.Current.BatchedGemm(batches, queries, values, keys, kept.Storage, false, value.Storage, false, y.Storage);
        Tensor? additiveMask = geometry.MaskKind == AttentionMaskKind.Additive ? mask : null;
        Tape.Record(y, gradient =>
        {
            if (value.RequiresGrad)
            {
                Tensor valueGradient = Tensor.Allocate(value.Shape);
                Backend.Current.BatchedGemm(batches, keys, values, queries, kept.Storage, true, gradient.Storage, false, valueGradient.Storage);
                value.Accumulate(valueGradient);
            }
            bool maskWants = additiveMask is { RequiresGrad: true };
            if (query.RequiresGrad || key.RequiresGrad || maskWants)
            {
                Tensor scores = Tensor.Allocate(weights.Shape);
                Backend.Current.BatchedGemm(batches, queries, keys, values, gradient.Storage, false, value.Storage, true, scores.Storage);
                if (dropout > 0) Backend.Current.Dropout(scores.Storage, dropout, random, scores.Storage);
                Backend.Current.AttentionGradient(geometry, weights.Storage, scores.Storage);
                if (query.RequiresGrad)
                {
                    Tensor queryGradient = Tensor.Allocate(query.Shape);
                    Backend.Current.BatchedGemm(batches, queries, width, keys, scores.Storage, false, key.Storage, false, queryGradient.Storage);
                    query.Accumulate(queryGradient);
                }
                if (key.RequiresGrad)
                {
                    Tensor keyGradient = Tensor.Allocate(key.Shape);
                    Backend.Current.BatchedGemm(batches, keys, width, queries, scores.Storage, true, query.Storage, false, keyGradient.Storage);
                    key.Accumulate(keyGradient);
                }
                if (maskWants)
                {
                    // The scores are scaled before the mask is added, their gradient after.
                    Tensor maskGradient = Tensor.Allocate(additiveMask!.Shape);
                    Backend.Current.Sum(scores.Storage, geometry.Scores, 1 / geometry.Scale, maskGradient.Storage, geometry.Mask);
                    additiveMask.Accumulate(maskGradient);
                }
                scores.Free();
            }
            FreeWeights();
        }, query, key, value, additiveMask);
        if (y.Node is null) FreeWeights();
        return y;

        void FreeWeights()
        {
            if (kept != weights) kept.Free();
            weights.Free();
        }
    }

    private static readonly AttentionOptions s_plainAttention = new();

    private static AttentionGeometry AttentionShapes(Tensor query, Tensor key, Tensor value, Tensor? mask, AttentionOptions options)
    {
        if (query.Rank < 2 || key.Rank < 2 || value.Rank < 2) Throw("query, key and value have at least two axes");
        int width = query.Shape[-1], queries = query.Shape[-2], keys = key.Shape[-2];
        if (key.Shape[-1] != width) Throw($"the last axis of the key is that of the query, {width}, but is {key.Shape[-1]}");
        if (value.Shape[-2] != keys) Throw($"there are as many values as keys, {keys}, but {value.Shape[-2]}");
        ReadOnlySpan<int> leading = query.Shape.Dimensions[..^2];
        if (!leading.SequenceEqual(key.Shape.Dimensions[..^2]) || !leading.SequenceEqual(value.Shape.Dimensions[..^2])) Throw("the leading axes of query, key and value are equal");
        Shape scores = new([.. leading, queries, keys]), maskShape = scores;
        if (mask is not null)
        {
            Span<int> lengths = stackalloc int[scores.Rank];
            lengths.Fill(1);
            if (mask.Rank > scores.Rank) Throw($"the mask broadcasts to {scores}");
            mask.Shape.Dimensions.CopyTo(lengths[^mask.Rank..]);
            for (int axis = 0; axis < lengths.Length; axis++)
                if (lengths[axis] != 1 && lengths[axis] != scores[axis]) Throw($"the mask broadcasts to {scores}");
            maskShape = new Shape(lengths);
        }
        float scale = options.Scale ?? 1 / MathF.Sqrt(Math.Max(1, width));
        if (!(scale > 0 && float.IsFinite(scale))) throw new ArgumentOutOfRangeException(nameof(options), scale, $"ScaledDotProductAttention: the scale is finite and above 0, but is {scale}");
        if (!(options.Dropout >= 0 && options.Dropout < 1)) throw new ArgumentOutOfRangeException(nameof(options), options.Dropout, $"ScaledDotProductAttention: the dropout is at least 0 and below 1, but is {options.Dropout}");
        return new AttentionGeometry
        {
            Batches = new Shape(leading).Count,
            Queries = queries,
            Keys = keys,
            Width = width,
            Scores = scores,
            Mask = maskShape,
            MaskKind = options.MaskKind,
            Causal = options.Causal,
            Scale = scale,
        };

        void Throw(string rule)
        {
            if (mask is null) ThrowShape("ScaledDotProductAttention", rule, query.Shape, key.Shape, value.Shape);
            ThrowShape("ScaledDotProductAttention", rule, query.Shape, key.Shape, value.Shape, mask.Shape);
        }
    }
}
