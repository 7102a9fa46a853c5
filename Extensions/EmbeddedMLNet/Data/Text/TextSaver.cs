using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>Writes rows as lines of text; a line with mostly default values is written sparse unless that is forbidden.</summary>
internal sealed class TextSaver
{
    // An index and a value take as much room as two and a half values; short ends of lines are not worth the trouble.
    private const double SparseWeight = 2.5;
    private const int ShortestSparsePart = 5;

    private const string EmptyText = "\"\"";

    private readonly char _separator;
    private readonly bool _header;
    private readonly bool _schema;
    private readonly bool _dense;

    public TextSaver(char separator, bool header, bool schema, bool dense)
    {
        if (separator is not (' ' or '\t' or ',' or ';' or '|'))
            throw ArgumentErrors.Invalid("Separator", "Invalid separator - must be: space, tab, comma, semicolon, or bar");
        (_separator, _header, _schema, _dense) = (separator, header, schema, dense);
    }

    public static bool CanSave(DataViewType type) =>
        (type is VectorDataViewType vector ? vector.ItemType : type) is KeyDataViewType or NumberDataViewType or TextDataViewType or BooleanDataViewType or DateTimeDataViewType or DateTimeOffsetDataViewType or TimeSpanDataViewType;

    public void Save(IDataView data, DataViewSchema.Column[] columns, TextWriter writer)
    {
        bool header = _header && columns.Any(column => column.Type is not VectorDataViewType || SlotNames(column) is not null);
        using DataViewRowCursor cursor = data.GetRowCursor(columns);
        FieldWriter[] fields = [.. columns.Select(column => Generic.Call(ItemType(column.Type).RawType, new CreateWriter(this, cursor, column)))];
        if (_schema) WriteSchema(writer, columns, header);
        if (header)
        {
            var line = new Line();
            foreach (DataViewSchema.Column column in columns) AddHeader(line, column);
            Write(writer, line, [.. columns.Select(_ => EmptyText)]);
        }
        string[] defaults = [.. fields.Select(field => field.Default)];
        while (cursor.MoveNext())
        {
            var line = new Line();
            foreach (FieldWriter field in fields) field.Add(line);
            Write(writer, line, defaults);
        }
    }

    private static DataViewType ItemType(DataViewType type) => type is VectorDataViewType vector ? vector.ItemType : type;

    private static VBuffer<ReadOnlyMemory<char>>? SlotNames(DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType { IsKnownSize: true } type) return null;
        if (column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.SlotNames)?.Type is not VectorDataViewType { ItemType: TextDataViewType } names || names.Size != type.Size) return null;
        VBuffer<ReadOnlyMemory<char>> value = default;
        column.Annotations.GetValue(AnnotationKinds.SlotNames, ref value);
        return value;
    }

    private void AddHeader(Line line, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType vector)
        {
            line.Add(0, Quote(column.Name), "");
            line.EndColumn(1);
            return;
        }
        if (SlotNames(column) is { } names)
            foreach ((int slot, ReadOnlyMemory<char> name) in names.Items())
                if (!name.IsEmpty) line.Add(slot, Quote(name.Span), "");
        line.EndColumn(vector.Size);
    }

    private void WriteSchema(TextWriter writer, DataViewSchema.Column[] columns, bool header)
    {
        writer.WriteLine("#@ TextLoader{");
        if (header) writer.WriteLine("#@   header+");
        writer.WriteLine($"#@   sep={SeparatorName()}");
        int? start = 0;
        foreach (DataViewSchema.Column column in columns)
        {
            writer.WriteLine($"#@   col={Describe(column, start)}");
            // What is behind a vector of variable size has no place of its own.
            if (column.Type is VectorDataViewType { IsKnownSize: false }) start = null;
            start += column.Type is VectorDataViewType vector ? vector.Size : 1;
        }
        writer.WriteLine("#@ }");
    }

    private string SeparatorName() => _separator switch
    {
        ' ' => "space",
        '\t' => "tab",
        ',' => "comma",
        ';' => "semicolon",
        _ => "bar",
    };

    private static string Describe(DataViewSchema.Column column, int? start)
    {
        var vector = column.Type as VectorDataViewType;
        DataViewType item = ItemType(column.Type);
        string code = DataKinds.CodeOf(item);
        int min = start ?? -1;
        bool plainName = column.Name.Length > 0 && column.Name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '-');
        if (start is not null && plainName)
        {
            string key = item is KeyDataViewType counted ? string.Create(CultureInfo.InvariantCulture, $"[{counted.Count}]") : "";
            string range = vector is null ? Invariant(min) : !vector.IsKnownSize ? $"{Invariant(min)}-**" : $"{Invariant(min)}-{Invariant(min + vector.Size - 1)}";
            return $"{column.Name}:{code}{key}:{range}";
        }
        string source = vector is null ? $"min={Invariant(min)}" : vector.IsKnownSize ? $"min={Invariant(min)} max={Invariant(min + vector.Size - 1)} vector=+" : $"min={Invariant(min)} var=+";
        string count = item is KeyDataViewType keys ? string.Create(CultureInfo.InvariantCulture, $" key={keys.Count}") : "";
        return $"{{name={column.Name} type={code} src={{ {source}}}{count}}}";
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Write(TextWriter writer, Line line, string[] defaults)
    {
        int denseColumns = _dense ? defaults.Length : DenseColumns(line);
        int written = 0, field = 0;
        for (int slot = 0, column = 0; slot < line.Ends[denseColumns]; slot++)
        {
            while (slot >= line.Ends[column + 1]) column++;
            if (written++ > 0) writer.Write(_separator);
            writer.Write(field < line.Fields.Count && line.Fields[field].Slot == slot ? line.Fields[field++].Text : defaults[column]);
        }
        if (denseColumns < defaults.Length)
        {
            int start = line.Ends[denseColumns];
            if (denseColumns > 0) writer.Write(_separator);
            writer.Write(Invariant(line.Ends[^1] - start));
            if (field == line.Fields.Count) writer.Write($"{_separator}0:{defaults[denseColumns]}");
            for (; field < line.Fields.Count; field++) writer.Write($"{_separator}{Invariant(line.Fields[field].Slot - start)}:{line.Fields[field].Text}");
        }
        writer.WriteLine();
    }

    /// <summary>The number of columns, from the first, that are written dense: what makes the line shortest.</summary>
    private static int DenseColumns(Line line)
    {
        int best = 0, columns = line.Ends.Count - 1;
        double bestScore = SparseWeight * line.Fields.Count;
        for (int column = 1; column <= columns; column++)
        {
            double score = line.Ends[column] + SparseWeight * (line.Fields.Count - line.FieldsBefore[column]);
            if (score >= bestScore) continue;
            (bestScore, best) = (score, column);
        }
        int dense = line.Ends[best], sparse = line.Ends[^1] - dense;
        return sparse < ShortestSparsePart || sparse < dense / 5 ? columns : best;
    }

    private string Quote(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return EmptyText;
        if (text[0] != ' ' && text.IndexOfAny(['"', _separator, ':', '\n']) < 0) return text.ToString();
        return $"\"{text.ToString().Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private Func<T, string> Format<T>(DataViewType item)
    {
        if (item is KeyDataViewType { Count: ulong count })
        {
            return value =>
            {
                ulong key = Convert.ToUInt64(value, CultureInfo.InvariantCulture);
                return key == 0 || key > count ? "" : (key - 1).ToString(CultureInfo.InvariantCulture);
            };
        }
        return value => value switch
        {
            float number => float.IsNaN(number) ? "?" : number.ToString("R", CultureInfo.InvariantCulture),
            double number => double.IsNaN(number) ? "?" : number.ToString("G17", CultureInfo.InvariantCulture),
            bool flag => flag ? "1" : "0",
            ReadOnlyMemory<char> text => Quote(text.Span),
            TimeSpan span => $"\"{span:c}\"",
            DateTime or DateTimeOffset => $"\"{((IFormattable)value).ToString("o", CultureInfo.InvariantCulture)}\"",
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new ArgumentOutOfRangeException(nameof(item), item, "a column of this type cannot be saved as text"),
        };
    }

    /// <summary>The fields of a line that are not default, and where its columns end.</summary>
    private sealed class Line
    {
        public List<(int Slot, string Text)> Fields { get; } = [];

        public List<int> Ends { get; } = [0];

        public List<int> FieldsBefore { get; } = [0];

        public void Add(int slot, string text, string defaultText)
        {
            if (text != defaultText) Fields.Add((Ends[^1] + slot, text));
        }

        public void EndColumn(int length)
        {
            Ends.Add(Ends[^1] + length);
            FieldsBefore.Add(Fields.Count);
        }
    }

    private sealed record FieldWriter(string Default, Action<Line> Add);

    private readonly struct CreateWriter(TextSaver saver, DataViewRow row, DataViewSchema.Column column) : IGenericFunction<FieldWriter>
    {
        public FieldWriter Invoke<T>()
        {
            Func<T, string> format = saver.Format<T>(ItemType(column.Type));
            string defaultText = format(Default<T>());
            if (column.Type is not VectorDataViewType)
            {
                ValueGetter<T> getter = row.GetGetter<T>(column);
                T value = default!;
                return new FieldWriter(defaultText, line =>
                {
                    getter(ref value);
                    line.Add(0, format(value), defaultText);
                    line.EndColumn(1);
                });
            }
            ValueGetter<VBuffer<T>> vectors = row.GetGetter<VBuffer<T>>(column);
            VBuffer<T> vector = default;
            return new FieldWriter(defaultText, line =>
            {
                vectors(ref vector);
                foreach ((int slot, T item) in vector.Items()) line.Add(slot, format(item), defaultText);
                line.EndColumn(vector.Length);
            });
        }

        private static T Default<T>() => default!;
    }
}
