using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>
/// Goes through the lines of the blocks it gets. A line is cut into fields when the cursor moves, and a field is understood when
/// its column is read, so that columns nobody reads cost nothing.
/// </summary>
internal sealed class TextCursor : CountingCursor
{
    private readonly TextColumn[] _columns;
    private readonly TextFormat _format;
    private readonly BlockReader _blocks;
    private readonly FieldSplitter _fields;
    private readonly bool[] _active;
    private TextBlock? _block;
    private int _line;
    private bool _closed;

    public TextCursor(DataViewSchema schema, TextColumn[] columns, TextFormat format, BlockReader blocks, bool[] active)
    {
        (Schema, _columns, _format, _blocks, _active) = (schema, columns, format, blocks, active);
        int[] last = [.. columns.Where((_, i) => active[i]).Select(column => column.LastSource)];
        _fields = new FieldSplitter(format, last.Length == 0 ? -1 : last.Max());
    }

    public override DataViewSchema Schema { get; }

    public override long Batch => _block?.Batch ?? 0;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Getters.CheckActive(_active[column.Index], column);
        TextColumn source = _columns[column.Index];
        return Getters.Cast<TValue>(Generic.Call(source.ItemType.RawType, new CreateGetter(this, source)), column);
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId((ulong)(_block!.FirstRow + _line), 0);

    protected override bool MoveNextCore()
    {
        if (_block is null || ++_line >= _block.Count)
        {
            _block = _blocks.Next();
            _line = 0;
            if (_block is null)
            {
                Close();
                return false;
            }
        }
        _fields.Split(_block, _line);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Close();
        base.Dispose(disposing);
    }

    private void Close()
    {
        if (_closed) return;
        _closed = true;
        _blocks.Close();
    }

    private ValueGetter<T> Scalar<T>(TextColumn column)
    {
        ParseField<T> parse = FieldParser.For<T>(column.ItemType, _format);
        int source = column.Segments[0].Min;
        bool hasMissing = FieldParser.HasMissing(column.ItemType), missing = _format.MissingRealsAsNaNs && FieldParser.IsReal(column.ItemType);
        return (ref T value) =>
        {
            int field = _fields.Find(source);
            if (field < 0)
            {
                if (missing) parse("", out value);
                else value = default!;
                return;
            }
            if (!parse(_fields[field], out value) && !hasMissing) throw Unreadable($"{_fields[field].ToString()} in line {_block!.Number(_line)}, column {column.Name}");
        };
    }

    private ValueGetter<VBuffer<T>> Vector<T>(TextColumn column)
    {
        ParseField<T> parse = FieldParser.For<T>(column.ItemType, _format);
        bool hasMissing = FieldParser.HasMissing(column.ItemType), missing = _format.MissingRealsAsNaNs && FieldParser.IsReal(column.ItemType);
        return (ref VBuffer<T> value) =>
        {
            int size = column.Segments.Aggregate(0, (sum, segment) => sum + LimitOf(segment) - segment.Min);
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, size);
            editor.Values.Clear();
            int start = 0;
            foreach (TextSegment segment in column.Segments)
            {
                int limit = LimitOf(segment), field = _fields.Find(segment.Min);
                if (field < 0) field = ~field;
                if (missing) FillMissing(parse, editor.Values[start..(start + limit - segment.Min)]);
                for (; field < _fields.Count && _fields.IndexOf(field) < limit; field++)
                {
                    int slot = start + _fields.IndexOf(field) - segment.Min;
                    if (!parse(_fields[field], out editor.Values[slot]) && !hasMissing)
                        throw Unreadable($"{_fields[field].ToString()} in slot {slot} of column {column.Name} in line {_block!.Number(_line)}");
                }
                start += limit - segment.Min;
            }
            value = editor.Commit();
        };
    }

    // A line that is too short for a variable segment has none of it.
    private int LimitOf(TextSegment segment) => segment.IsVariable ? Math.Max(segment.Min, _fields.Limit) : segment.Limit;

    private static void FillMissing<T>(ParseField<T> parse, Span<T> values)
    {
        parse("", out T missing);
        values.Fill(missing);
    }

    private static FormatException Unreadable(FormattableString where)
    {
        string message = "Could not parse value " + where.ToString(CultureInfo.InvariantCulture);
        return new FormatException("Parsing failed with an exception: " + message, new InvalidOperationException(message));
    }

    private readonly struct CreateGetter(TextCursor cursor, TextColumn column) : IGenericFunction<Delegate>
    {
        public Delegate Invoke<T>() => column.Type is VectorDataViewType ? cursor.Vector<T>(column) : cursor.Scalar<T>(column);
    }
}
