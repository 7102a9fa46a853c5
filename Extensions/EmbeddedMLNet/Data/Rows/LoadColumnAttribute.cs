namespace Microsoft.ML.Data;

/// <summary>Says which columns of a text file a field or property is read from. Data from enumerables do not look at it.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class LoadColumnAttribute : Attribute
{
    /// <summary>One column of the file.</summary>
    /// <param name="fieldIndex">Its index, from 0.</param>
    public LoadColumnAttribute(int fieldIndex) : this([fieldIndex])
    {
    }

    /// <summary>A range of columns of the file.</summary>
    /// <param name="start">The first index, from 0.</param>
    /// <param name="end">The last index.</param>
    /// <exception cref="ArgumentOutOfRangeException">The last is before the first.</exception>
    public LoadColumnAttribute(int start, int end) : this(Range(start, end))
    {
    }

    /// <summary>Some columns of the file.</summary>
    /// <param name="columnIndexes">Their indices, from 0.</param>
    public LoadColumnAttribute(int[] columnIndexes)
    {
        ArgumentNullException.ThrowIfNull(columnIndexes);
        Indices = columnIndexes;
    }

    internal int[] Indices { get; }

    private static int[] Range(int start, int end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        return [.. Enumerable.Range(start, end - start + 1)];
    }
}
