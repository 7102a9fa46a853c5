namespace Microsoft.ML.Data;

/// <summary>Says which columns of a text file a field or property is read from. Data from enumerables do not look at it.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class LoadColumnAttribute : Attribute
{
    /// <summary>One column of the file.</summary>
    /// <param name="fieldIndex">Its index, from 0.</param>
    public LoadColumnAttribute(int fieldIndex) => Sources = [new TextLoader.Range(fieldIndex)];

    /// <summary>A range of columns of the file.</summary>
    /// <param name="start">The first index, from 0.</param>
    /// <param name="end">The last index.</param>
    /// <exception cref="ArgumentOutOfRangeException">The last is before the first.</exception>
    public LoadColumnAttribute(int start, int end) => Sources = [new TextLoader.Range(start, end)];

    /// <summary>Some columns of the file.</summary>
    /// <param name="columnIndexes">Their indices, from 0.</param>
    public LoadColumnAttribute(int[] columnIndexes)
    {
        ArgumentNullException.ThrowIfNull(columnIndexes);
        Sources = [.. columnIndexes.Select(index => new TextLoader.Range(index))];
    }

    internal TextLoader.Range[] Sources { get; }
}
