using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>The columns that the options ask for, bound to the columns of the file.</summary>
internal static class TextLayout
{
    private const int SampleLines = 100;

    public static TextColumn[] Bind(TextLoader.Column[] columns, TextFormat format, IMultiStreamSource sample, IMultiStreamSource? headerFile, out string header)
    {
        foreach (TextLoader.Column column in columns)
            if (column.Source is not { Length: > 0 }) throw ArgumentErrors.Invalid(nameof(TextLoader.Column.Source), "Must specify some source column indices");
        bool open = columns.Any(column => column.Source.Any(range => range.AutoEnd && range.Max is null));
        int size = format.InputSize;
        // The header counts too: it has as many fields as the lines.
        TextFormat whole = format with { HasHeader = false, UseThreads = false };
        if (open && size == 0) size = CountColumns(whole, sample);
        header = headerFile is not null ? FirstLine(whole, headerFile) : format.HasHeader ? FirstLine(whole, sample) : "";

        var bound = new TextColumn?[columns.Length];
        (int Column, int Range)? others = null;
        for (int i = 0; i < columns.Length; i++)
        {
            TextLoader.Column column = columns[i];
            if (string.IsNullOrWhiteSpace(column.Name)) throw ArgumentErrors.Invalid(nameof(column.Name), "Can't be empty");
            int other = Array.FindIndex(column.Source, range => range.AllOther);
            if (other >= 0)
            {
                if (others is not null || column.Source.Count(range => range.AllOther) > 1) throw ArgumentErrors.Invalid(nameof(TextLoader.Range.AllOther), "At most one all other range can be specified");
                others = (i, other);
            }
            else bound[i] = new TextColumn(column.Name.Trim(), ItemType(column), [.. column.Source.Select(range => Segment(range, size))]);
        }
        if (others is { } rest) bound[rest.Column] = Others(columns[rest.Column], rest.Range, bound, size);
        return bound!;
    }

    /// <summary>The names of the fields of the header for each vector; an empty list where there are none.</summary>
    public static string[][] SlotNames(TextColumn[] columns, string header, TextFormat format)
    {
        var names = new string[columns.Length][];
        var block = new TextBlock(header.ToCharArray());
        block.Add(0, header.Length, 1);
        var fields = new FieldSplitter(format with { AllowSparse = true, MissingRealsAsNaNs = false }, int.MaxValue - 1);
        if (header.Length > 0) fields.Split(block, 0);
        for (int i = 0; i < columns.Length; i++)
        {
            names[i] = [];
            if (header.Length == 0 || columns[i].Type is not VectorDataViewType { IsKnownSize: true }) continue;
            string[] slots = [.. columns[i].Segments.SelectMany(segment => Enumerable.Range(segment.Min, segment.Limit - segment.Min)).Select(column => fields.Find(column) is >= 0 and int field ? fields[field].ToString() : "")];
            if (slots.Any(slot => slot.Length > 0)) names[i] = slots;
        }
        return names;
    }

    private static PrimitiveDataViewType ItemType(TextLoader.Column column)
    {
        if (!Enum.IsDefined(column.DataKind)) throw ArgumentErrors.Invalid("Type", "Bad item type");
        PrimitiveDataViewType type = DataKinds.TypeOf(column.DataKind);
        if (column.KeyCount is null) return type;
        if (!KeyDataViewType.IsValidDataType(type.RawType)) throw ArgumentErrors.Invalid("Type", "Bad item type for Key");
        return new KeyDataViewType(type.RawType, column.KeyCount.Count ?? KeyDataViewType.MaximumCount(type.RawType));
    }

    private static TextSegment Segment(TextLoader.Range range, int size)
    {
        if (range.Min is < 0 or >= TextSegment.Variable - 1) throw ArgumentErrors.Invalid(nameof(TextLoader.Range.Min), "Specified argument was out of the range of valid values.");
        if (range.Max is int max)
        {
            return max >= range.Min && max < TextSegment.Variable - 1 ? new TextSegment(range.Min, max + 1, range.ForceVector) : throw ArgumentErrors.Invalid(nameof(TextLoader.Range.Max), "Specified argument was out of the range of valid values.");
        }
        if (range.AutoEnd)
        {
            return range.Min < size
                ? new TextSegment(range.Min, size, true)
                : throw ArgumentErrors.Invalid(nameof(TextLoader.Range.Min), string.Create(CultureInfo.InvariantCulture, $"Column #{range.Min} not found in the dataset (it only has {size} columns)"));
        }
        return range.VariableEnd ? new TextSegment(range.Min, TextSegment.Variable, false) : new TextSegment(range.Min, range.Min + 1, range.ForceVector);
    }

    private static TextColumn Others(TextLoader.Column column, int rangeIndex, TextColumn?[] bound, int size)
    {
        TextSegment[] own = [.. column.Source.Select(range => Segment(range, size))];
        TextSegment wanted = own[rangeIndex];
        TextSegment[] taken = [.. bound.OfType<TextColumn>().SelectMany(known => known.Segments).Concat(own.Where((_, i) => i != rangeIndex)).OrderBy(segment => segment.Min)];
        var left = new List<TextSegment>();
        int min = wanted.Min;
        foreach (TextSegment segment in taken)
        {
            if (min >= wanted.Limit) break;
            if (min < segment.Min) left.Add(new TextSegment(min, Math.Min(segment.Min, wanted.Limit), true));
            min = Math.Max(min, segment.Limit);
        }
        if (min < wanted.Limit) left.Add(new TextSegment(min, wanted.Limit, true));
        TextSegment[] segments = [.. own[..rangeIndex], .. left, .. own[(rangeIndex + 1)..]];
        if (segments.Length == 0) throw ArgumentErrors.Invalid(nameof(TextLoader.Range.AllOther), "No index is selected as all other indexes.");
        return new TextColumn(column.Name.Trim(), ItemType(column), segments);
    }

    private static string FirstLine(TextFormat format, IMultiStreamSource files) =>
        new BlockReader(files, format with { MaxRows = 1 }, 1) is var blocks && Take(blocks) is { } block ? block.Line(0).ToString() : "";

    private static int CountColumns(TextFormat format, IMultiStreamSource files)
    {
        var fields = new FieldSplitter(format, int.MaxValue - 1);
        int least = int.MaxValue, most = 0;
        var blocks = new BlockReader(files, format with { MaxRows = SampleLines }, 1);
        try
        {
            while (blocks.Next() is { } block)
            {
                for (int i = 0; i < block.Count; i++)
                {
                    fields.Split(block, i);
                    least = Math.Min(least, fields.Limit);
                    most = Math.Max(most, fields.Limit);
                }
            }
        }
        finally
        {
            blocks.Close();
        }
        if (most == 0) throw ArgumentErrors.Invalid(nameof(TextLoader.Column.Source), "Can't determine the number of source columns without valid data");
        return least == most ? most : throw ArgumentErrors.Invalid(nameof(TextLoader.Column.Source), "The size of input lines is not consistent");
    }

    private static TextBlock? Take(BlockReader blocks)
    {
        try
        {
            return blocks.Next();
        }
        finally
        {
            blocks.Close();
        }
    }
}
