namespace Microsoft.ML.Data;

/// <summary>Starts writing into a <see cref="VBuffer{T}"/>, reusing its arrays when they are large enough.</summary>
public static class VBufferEditor
{
    /// <summary>Edits the explicit items of a vector in place.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="destination">The vector.</param>
    public static VBufferEditor<T> CreateFromBuffer<T>(ref VBuffer<T> destination) =>
        new(destination.Length, destination.GetValues().Length, destination.ValuesArray ?? [], destination.IndicesArray ?? [], false, false, false);

    /// <summary>Starts a vector of a new length in the arrays of an old one. Until it is overwritten, the content is undefined.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="destination">The vector whose arrays are reused; assign the result of <see cref="VBufferEditor{T}.Commit"/> to it.</param>
    /// <param name="newLogicalLength">The number of items.</param>
    /// <param name="valuesCount">The number of explicit items; null, the default, for a dense vector.</param>
    /// <param name="maxValuesCapacity">The largest size of a newly made array; null for as much as is needed.</param>
    /// <param name="keepOldOnResize">Whether a larger array starts with the old content.</param>
    /// <param name="requireIndicesOnDense">Whether there must be indices even when all items are explicit.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or there are more explicit items than items.</exception>
    public static VBufferEditor<T> Create<T>(
        ref VBuffer<T> destination,
        int newLogicalLength,
        int? valuesCount = null,
        int? maxValuesCapacity = null,
        bool keepOldOnResize = false,
        bool requireIndicesOnDense = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(newLogicalLength);
        int count = valuesCount ?? newLogicalLength;
        ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(valuesCount));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, newLogicalLength, nameof(valuesCount));
        int capacity = Math.Max(count, maxValuesCapacity ?? count);
        T[] values = Resize(destination.ValuesArray, count, capacity, keepOldOnResize, out bool newValues);
        bool needsIndices = count < newLogicalLength || requireIndicesOnDense;
        bool newIndices = false;
        int[] indices = needsIndices ? Resize(destination.IndicesArray, count, capacity, keepOldOnResize, out newIndices) : destination.IndicesArray ?? [];
        return new VBufferEditor<T>(newLogicalLength, count, values, indices, requireIndicesOnDense, newValues, newIndices);
    }

    private static TItem[] Resize<TItem>(TItem[]? old, int count, int capacity, bool keep, out bool created)
    {
        created = old is null || old.Length < count;
        if (!created) return old!;
        var array = new TItem[capacity];
        if (keep) old?.CopyTo(array, 0);
        return array;
    }
}
