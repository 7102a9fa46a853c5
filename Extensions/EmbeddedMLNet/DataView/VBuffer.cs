using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>
/// A dense or sparse vector. Getters reuse its buffers: a copy of the struct is overwritten by the next call, copy the content with
/// <see cref="CopyTo(ref VBuffer{T})"/> to keep it. Written through <see cref="VBufferEditor"/>.
/// </summary>
/// <typeparam name="T">The type of an item.</typeparam>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "The name is the interface of ML.NET.")]
[SuppressMessage("Design", "CA1010:Generic interface should also be implemented", Justification = "The interface of ML.NET has the plain one only.")]
public readonly struct VBuffer<T> : IEnumerable
{
    private readonly T[]? _values;
    private readonly int[]? _indices;
    private readonly int _count;

    /// <summary>The number of items, the implicit ones of a sparse vector included.</summary>
    public readonly int Length;

    /// <summary>Creates a dense vector over an array, which is not copied; sparse when <paramref name="indices"/> is given and shorter is the count.</summary>
    /// <param name="length">The number of items.</param>
    /// <param name="values">The items, at least <paramref name="length"/> of them.</param>
    /// <param name="indices">Not used by a dense vector; kept so that it can be reused.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or exceeds the values.</exception>
    public VBuffer(int length, T[] values, int[]? indices = null) : this(length, length, values, indices)
    {
    }

    /// <summary>Creates a vector over arrays, which are not copied.</summary>
    /// <param name="length">The number of items.</param>
    /// <param name="count">The number of explicit items: <paramref name="length"/> for a dense vector.</param>
    /// <param name="values">The explicit items.</param>
    /// <param name="indices">The index of each explicit item, strictly increasing; not used by a dense vector.</param>
    /// <exception cref="ArgumentOutOfRangeException">The arrays are shorter than <paramref name="count"/>, or the count exceeds the length.</exception>
    public VBuffer(int length, int count, T[]? values, int[]? indices)
    {
        if (length < 0) throw ArgumentErrors.Invalid(nameof(length));
        if (count < 0 || count > length) throw ArgumentErrors.Invalid(nameof(count));
        if (count > (values?.Length ?? 0)) throw ArgumentErrors.Invalid(nameof(values));
        if (count < length && count > (indices?.Length ?? 0)) throw ArgumentErrors.Invalid(nameof(indices));
        Length = length;
        _count = count;
        _values = values;
        _indices = indices;
    }

    /// <summary>Whether every item is explicit.</summary>
    public bool IsDense => _count == Length;

    internal T[]? ValuesArray => _values;

    internal int[]? IndicesArray => _indices;

    /// <summary>The explicit items: all of them when the vector is dense.</summary>
    public ReadOnlySpan<T> GetValues() => _values.AsSpan(0, _count);

    /// <summary>The indices of the explicit items; empty when the vector is dense.</summary>
    public ReadOnlySpan<int> GetIndices() => IsDense ? default : _indices.AsSpan(0, _count);

    /// <summary>Copies into a vector that will be dense, reusing its buffers.</summary>
    /// <param name="destination">Receives the copy.</param>
    public void CopyToDense(ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, Length);
        CopyTo(editor.Values);
        destination = editor.Commit();
    }

    /// <summary>Copies into a vector, reusing its buffers.</summary>
    /// <param name="destination">Receives the copy, sparse if this vector is.</param>
    public void CopyTo(ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, Length, _count);
        GetValues().CopyTo(editor.Values);
        if (!IsDense) GetIndices().CopyTo(editor.Indices);
        destination = editor.Commit();
    }

    /// <summary>Copies a range of items into a vector, reusing its buffers.</summary>
    /// <param name="destination">Receives the copy, sparse if this vector is.</param>
    /// <param name="sourceIndex">The first item.</param>
    /// <param name="length">The number of items.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside this vector.</exception>
    public void CopyTo(ref VBuffer<T> destination, int sourceIndex, int length)
    {
        CheckRange(sourceIndex, length);
        if (IsDense)
        {
            VBufferEditor<T> dense = VBufferEditor.Create(ref destination, length);
            GetValues().Slice(sourceIndex, length).CopyTo(dense.Values);
            destination = dense.Commit();
            return;
        }
        ReadOnlySpan<int> indices = GetIndices();
        int first = LowerBound(indices, sourceIndex);
        int count = LowerBound(indices, sourceIndex + length) - first;
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length, count);
        GetValues().Slice(first, count).CopyTo(editor.Values);
        if (count < length)
        {
            for (int i = 0; i < count; i++) editor.Indices[i] = indices[first + i] - sourceIndex;
        }
        destination = editor.Commit();
    }

    /// <summary>Copies all items to the start of a span; implicit items become the default value.</summary>
    /// <param name="destination">At least <see cref="Length"/> items.</param>
    public void CopyTo(Span<T> destination) => CopyTo(destination, 0);

    /// <summary>Copies all items into a span.</summary>
    /// <param name="destination">Receives the items.</param>
    /// <param name="destinationIndex">Where the first item goes.</param>
    /// <param name="defaultValue">The value of implicit items.</param>
    /// <exception cref="ArgumentOutOfRangeException">The items do not fit.</exception>
    public void CopyTo(Span<T> destination, int destinationIndex, T defaultValue = default!)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(destinationIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)destinationIndex + Length, destination.Length, nameof(destination));
        Span<T> target = destination.Slice(destinationIndex, Length);
        ReadOnlySpan<T> values = GetValues();
        if (IsDense)
        {
            values.CopyTo(target);
            return;
        }
        target.Fill(defaultValue);
        ReadOnlySpan<int> indices = GetIndices();
        for (int i = 0; i < values.Length; i++) target[indices[i]] = values[i];
    }

    /// <summary>Copies a range of an array into a dense vector, reusing its buffers.</summary>
    /// <param name="source">The array.</param>
    /// <param name="sourceIndex">The first item.</param>
    /// <param name="destination">Receives the copy.</param>
    /// <param name="length">The number of items.</param>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "The member is the interface of ML.NET.")]
    public static void Copy(T[] source, int sourceIndex, ref VBuffer<T> destination, int length)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length);
        source.AsSpan(sourceIndex, length).CopyTo(editor.Values);
        destination = editor.Commit();
    }

    /// <summary>The items with their indices.</summary>
    /// <param name="all">False gives the explicit items only.</param>
    public IEnumerable<KeyValuePair<int, T>> Items(bool all = false) => Items(_values, _indices, Length, _count, all);

    /// <summary>All items in order.</summary>
    public IEnumerable<T> DenseValues() => Items(all: true).Select(item => item.Value);

    /// <summary>Reads one item.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="destination">Receives it: the default value when it is implicit.</param>
    public void GetItemOrDefault(int index, ref T destination) => destination = GetItemOrDefault(index);

    /// <summary>Reads one item: the default value when it is implicit.</summary>
    /// <param name="index">Its index.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is not below <see cref="Length"/>.</exception>
    public T GetItemOrDefault(int index)
    {
        if ((uint)index >= (uint)Length) throw ArgumentErrors.Invalid(nameof(index));
        if (IsDense) return _values![index];
        int position = GetIndices().BinarySearch(index);
        return position >= 0 ? _values![position] : default!;
    }

    /// <summary>Whether the vector is dense, and its length.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(IsDense ? "Dense" : "Sparse")} vector of size {Length}{(IsDense ? "" : string.Create(CultureInfo.InvariantCulture, $", {_count} explicit values"))}");

    /// <summary>Enumerates all items in order.</summary>
    public IEnumerator GetEnumerator() => DenseValues().GetEnumerator();

    private static IEnumerable<KeyValuePair<int, T>> Items(T[]? values, int[]? indices, int length, int count, bool all)
    {
        bool dense = count == length;
        int next = 0;
        for (int i = 0; i < (dense || all ? length : count); i++)
        {
            if (dense) yield return new(i, values![i]);
            else if (!all) yield return new(indices![i], values![i]);
            else if (next < count && indices![next] == i) yield return new(i, values![next++]);
            else yield return new(i, default!);
        }
    }

    private void CheckRange(int sourceIndex, int length)
    {
        if (sourceIndex < 0 || length < 0 || (long)sourceIndex + length > Length)
        {
            throw new ArgumentOutOfRangeException(nameof(sourceIndex),
                string.Create(CultureInfo.InvariantCulture, $"items {sourceIndex}..{(long)sourceIndex + length} are not inside a vector of {Length} items"));
        }
    }

    private static int LowerBound(ReadOnlySpan<int> sorted, int value)
    {
        int position = sorted.BinarySearch(value);
        return position >= 0 ? position : ~position;
    }
}
