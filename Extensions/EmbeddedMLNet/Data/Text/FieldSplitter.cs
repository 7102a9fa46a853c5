namespace Microsoft.ML.Data;

/// <summary>Cuts lines into fields, without a copy except of quoted ones; empty fields are not listed unless asked for.</summary>
internal sealed class FieldSplitter
{
    private const int MaximumIndexDigits = 9;

    private readonly TextFormat _format;
    private readonly bool _spaceSeparates;
    private readonly char _separator;
    private readonly int _lastNeeded;
    private char[] _line = [];
    private int _start;
    private int _end;
    private char[] _unquoted = new char[64];
    private int _unquotedEnd;
    private Field[] _fields = new Field[16];
    private int _at;
    private int _sparseIndex;

    /// <param name="format">How lines are cut.</param>
    /// <param name="lastNeeded">The highest index of a column of the file that anybody asks for.</param>
    public FieldSplitter(TextFormat format, int lastNeeded)
    {
        _format = format;
        _spaceSeparates = format.Separators.Contains(' ');
        _separator = format.Separators[0];
        _lastNeeded = lastNeeded;
    }

    private readonly record struct Field(int Index, int Start, int Length, bool Unquoted);

    /// <summary>The number of fields that are listed.</summary>
    public int Count { get; private set; }

    /// <summary>The number of columns that the line has, as far as they were looked at.</summary>
    public int Limit { get; private set; }

    /// <summary>How often a line was not as it should be: wrong quotes, or wrong indices of a sparse line.</summary>
    public long FormatErrors { get; private set; }

    /// <summary>Cuts a line. It must stay as it is while its fields are read.</summary>
    public void Split(TextBlock block, int index)
    {
        _line = block.Text;
        _start = block.Start(index);
        _end = _start + (_format.TrimWhitespace ? block.Line(index).TrimEnd() : block.Line(index)).Length;
        _at = _start;
        (Count, _unquotedEnd) = (0, 0);
        if (_format.AllowSparse) SplitSparse();
        else SplitDense();
    }

    /// <summary>Finds the field of a column of the file.</summary>
    /// <returns>Its place among the listed ones, or the complement of that of the next one.</returns>
    public int Find(int column)
    {
        // Where no field is empty, the place is the index.
        if (column < Count && _fields[column].Index == column) return column;
        int low = 0, high = Math.Min(Count, column) - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2, index = _fields[middle].Index;
            if (index == column) return middle;
            if (index < column) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }

    public int IndexOf(int field) => _fields[field].Index;

    public ReadOnlySpan<char> this[int field]
    {
        get
        {
            Field found = _fields[field];
            return (found.Unquoted ? _unquoted : _line).AsSpan(found.Start, found.Length);
        }
    }

    private void SplitDense()
    {
        int column = 0;
        bool more = true;
        while (more && column <= _lastNeeded)
        {
            more = Fetch(out Field field);
            if (field.Length > 0 || _format.MissingRealsAsNaNs) Add(field with { Index = column });
            column++;
        }
        Limit = column;
    }

    private void SplitSparse()
    {
        int column = 0, last = -1, fixedColumns = -1, sparseColumns = 0, size = _format.InputSize, needed = _lastNeeded;
        bool more = true;
        while (more)
        {
            more = Fetch(out Field field);
            if (_sparseIndex < 0)
            {
                if (fixedColumns >= 0)
                {
                    FormatErrors++;
                    break;
                }
                if (field.Length > 0) Add(field with { Index = column });
                // One more than needed is read: it may be the number of sparse columns.
                if (column++ > needed) break;
                continue;
            }
            if (fixedColumns < 0 && !BeginSparse(column, ref size, ref needed, out fixedColumns, out sparseColumns)) break;
            if (_sparseIndex > needed - fixedColumns)
            {
                if (_sparseIndex >= sparseColumns) FormatErrors++;
                if (_sparseIndex >= sparseColumns || _sparseIndex > needed - fixedColumns + 1) break;
            }
            if (_sparseIndex <= last)
            {
                FormatErrors++;
                break;
            }
            last = _sparseIndex;
            if (field.Length > 0) Add(field with { Index = fixedColumns + _sparseIndex });
        }
        Limit = fixedColumns < 0 ? Math.Max(column, size) : size;
    }

    private bool BeginSparse(int column, ref int size, ref int needed, out int fixedColumns, out int sparseColumns)
    {
        (fixedColumns, sparseColumns) = (-1, 0);
        if (size > 0)
        {
            (fixedColumns, sparseColumns) = (Count, size - Count);
            return true;
        }
        // The field before the first sparse one is the number of sparse columns.
        if (Count == 0 || _fields[Count - 1].Index != column - 1 || !int.TryParse(this[Count - 1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int announced) || announced <= 0)
        {
            FormatErrors++;
            return false;
        }
        fixedColumns = _fields[--Count].Index;
        sparseColumns = Math.Min(announced, int.MaxValue - fixedColumns - 1);
        size = fixedColumns + sparseColumns;
        needed = Math.Min(needed, size - 1);
        return true;
    }

    private void Add(Field field)
    {
        if (Count == _fields.Length) Array.Resize(ref _fields, 2 * Count);
        _fields[Count++] = field;
    }

    /// <summary>Reads the next field; false when it is the last one.</summary>
    private bool Fetch(out Field field)
    {
        _sparseIndex = -1;
        SkipSpaces();
        field = new Field(0, _at, 0, false);
        if (_at >= _end) return false;
        if (_format.AllowSparse && ReadSparseIndex() && _at >= _end) return false;
        if (_line[_at] == '"' && _format.AllowQuoting) field = Unquote();
        else
        {
            ReadOnlySpan<char> rest = _line.AsSpan(_at, _end - _at);
            int length = _format.Separators.Length == 1 ? rest.IndexOf(_separator) : rest.IndexOfAny(_format.Separators);
            if (length < 0) length = rest.Length;
            field = new Field(0, _at, length, false);
            _at += length;
        }
        if (_at >= _end) return false;
        _at++;
        return true;
    }

    private void SkipSpaces()
    {
        if (_spaceSeparates) return;
        while (_at < _end && _line[_at] == ' ') _at++;
    }

    private bool ReadSparseIndex()
    {
        int digits = 0, index = 0;
        while (digits < MaximumIndexDigits && _at + digits < _end && char.IsAsciiDigit(_line[_at + digits])) index = 10 * index + (_line[_at + digits++] - '0');
        if (digits == 0 || _at + digits >= _end || _line[_at + digits] != ':') return false;
        _sparseIndex = index;
        _at += digits + 1;
        SkipSpaces();
        return true;
    }

    private Field Unquote()
    {
        int start = _unquotedEnd;
        bool closed = false;
        for (_at++; _at < _end && !closed; _at++)
        {
            char c = _line[_at];
            bool escapes = c == _format.EscapeChar && _at + 1 < _end && _line[_at + 1] == '"';
            if (escapes) Append(_line[++_at]);
            else if (c == '"') closed = true;
            else Append(c);
        }
        bool wrong = !closed;
        for (; _at < _end && (_line[_at] == ' ' ? !_spaceSeparates : !_format.Separators.Contains(_line[_at])); _at++) wrong |= _line[_at] != ' ';
        if (wrong)
        {
            FormatErrors++;
            _unquotedEnd = start;
        }
        return new Field(0, start, _unquotedEnd - start, true);
    }

    private void Append(char c)
    {
        if (_unquotedEnd == _unquoted.Length) Array.Resize(ref _unquoted, 2 * _unquotedEnd);
        _unquoted[_unquotedEnd++] = c;
    }
}
