namespace Microsoft.ML.Data;

/// <summary>A column of a view on text, and the columns of the file that it takes.</summary>
internal sealed class TextColumn
{
    public TextColumn(string name, PrimitiveDataViewType itemType, TextSegment[] segments)
    {
        (Name, ItemType, Segments) = (name, itemType, segments);
        bool variable = segments.Any(segment => segment.IsVariable);
        // Segments that overlap would read a field twice into one vector, which no file means.
        TextSegment[] sorted = [.. segments.OrderBy(segment => segment.Min)];
        for (int i = 1; i < sorted.Length; i++)
            if (sorted[i - 1].Limit > sorted[i].Min) throw ArgumentErrors.Invalid(nameof(TextLoader.Column.Source), "Intervals specified for column overlap");
        Size = segments.Where(segment => !segment.IsVariable).Sum(segment => segment.Limit - segment.Min);
        Type = variable ? new VectorDataViewType(itemType)
            : segments.Length == 1 && Size == 1 && !segments[0].ForceVector ? itemType
            : new VectorDataViewType(itemType, Size);
    }

    public string Name { get; }

    public PrimitiveDataViewType ItemType { get; }

    public TextSegment[] Segments { get; }

    public DataViewType Type { get; }

    /// <summary>The number of values without those of a variable segment.</summary>
    public int Size { get; }

    /// <summary>The highest index of a column of the file that is needed.</summary>
    public int LastSource => Segments.Max(segment => segment.IsVariable ? int.MaxValue - 1 : segment.Limit - 1);
}
