namespace MlNetDeep.Tensors;

public abstract partial class Backend
{
    /// <summary>
    /// Copies a block of any rank between two strided layouts: the element at some indices lies at start + sum of index * stride in
    /// both. Strides may be 0 or negative on the side that is read.
    /// </summary>
    internal abstract void CopyStrided(ReadOnlySpan<int> lengths, Storage x, long xStart, ReadOnlySpan<long> xStrides, Storage y, long yStart, ReadOnlySpan<long> yStrides);

    /// <summary>y[o, i, :] = x[o, indices[i], :] for x [outer, length, inner]; zeros for a negative index.</summary>
    internal abstract void GatherRows(Storage x, int outer, int length, int inner, ReadOnlySpan<int> indices, Storage y);

    /// <summary>sum[o, indices[i], :] += y[o, i, :]; a negative index is left out.</summary>
    internal abstract void ScatterRows(Storage y, int outer, int length, int inner, ReadOnlySpan<int> indices, Storage sum);

    /// <summary>y[o, i, k] = x[o, indices[o, i, k], k] for x [outer, length, inner] and y [outer, count, inner].</summary>
    internal abstract void GatherElements(Storage x, int outer, int length, int inner, int count, ReadOnlySpan<int> indices, Storage y);

    /// <summary>sum[o, indices[o, i, k], k] += y[o, i, k].</summary>
    internal abstract void ScatterElements(Storage y, int outer, int length, int inner, int count, ReadOnlySpan<int> indices, Storage sum);

    /// <summary>Sums of all elements up to each one, or from each one on, along the middle of [outer, length, inner].</summary>
    internal abstract void CumulativeSum(Storage x, int outer, int length, int inner, bool fromTheEnd, Storage y);
}
