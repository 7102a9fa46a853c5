namespace MlNetDeep.Tensors;

public abstract partial class Backend
{
    /// <summary>weights = softmax(scale query key^T + mask) per query; zeros for a query without keys.</summary>
    internal abstract void AttentionWeights(in AttentionGeometry geometry, Storage query, Storage key, Storage? mask, Storage weights);

    /// <summary>Turns the gradient of the weights into that of the products of query and key, in place.</summary>
    internal abstract void AttentionGradient(in AttentionGeometry geometry, Storage weights, Storage gradient);

    /// <summary>As many independent products as there are batches: y[b] = a[b] b[b], each of a and b possibly stored transposed.</summary>
    internal abstract void BatchedGemm(int batches, int m, int n, int k, Storage a, bool transposeA, Storage b, bool transposeB, Storage y);
}
