namespace Microsoft.ML.Data;

/// <summary>Writes the items of a <see cref="VBuffer{T}"/>; made by <see cref="VBufferEditor"/>.</summary>
/// <typeparam name="T">The type of an item.</typeparam>
public readonly ref struct VBufferEditor<T>
{
    private readonly int _logicalLength;
    private readonly T[] _values;
    private readonly int[] _indices;

    internal VBufferEditor(int logicalLength, int physicalValuesCount, T[] values, int[] indices, bool requireIndicesOnDense, bool createdNewValues, bool createdNewIndices)
    {
        _logicalLength = logicalLength;
        _values = values;
        _indices = indices;
        Values = values.AsSpan(0, physicalValuesCount);
        Indices = physicalValuesCount < logicalLength || requireIndicesOnDense ? indices.AsSpan(0, physicalValuesCount) : default;
        CreatedNewValues = createdNewValues;
        CreatedNewIndices = createdNewIndices;
    }

    /// <summary>The explicit items, to be written.</summary>
    public readonly Span<T> Values;

    /// <summary>The indices of the explicit items, to be written in increasing order; empty for a dense vector.</summary>
    public readonly Span<int> Indices;

    /// <summary>Whether the items are in a new array.</summary>
    public bool CreatedNewValues { get; }

    /// <summary>Whether the indices are in a new array.</summary>
    public bool CreatedNewIndices { get; }

    /// <summary>The vector with what was written.</summary>
    public VBuffer<T> Commit() => new(_logicalLength, Values.Length, _values, _indices);

    /// <summary>The vector with the first of the explicit items that were written; the others become implicit.</summary>
    /// <param name="physicalValuesCount">How many explicit items to keep.</param>
    /// <exception cref="ArgumentOutOfRangeException">It exceeds what was asked for, or there are no indices for a sparse vector.</exception>
    public VBuffer<T> CommitTruncated(int physicalValuesCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(physicalValuesCount, Values.Length);
        return new VBuffer<T>(_logicalLength, physicalValuesCount, _values, _indices);
    }
}
