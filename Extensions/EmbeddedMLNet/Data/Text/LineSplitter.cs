namespace Microsoft.ML.Data;

/// <summary>Cuts one file into blocks of lines; empty lines and comments (//, and # before the first row) are left out, as is the header.</summary>
internal sealed class LineSplitter(TextReader reader, TextFormat format) : IDisposable
{
    private const int BlockSize = 1 << 16;

    private readonly QuotedLineReader? _multilines = format.ReadMultilines ? new QuotedLineReader(reader, format) : null;
    private char[] _rest = [];
    private long _number;
    private bool _begun;
    private bool _ended;

    /// <summary>The next block; null at the end. A block may be empty.</summary>
    public TextBlock? Read() => _ended ? null : _multilines is null ? ReadLines() : ReadMultilines(_multilines);

    public void Dispose() => reader.Dispose();

    private TextBlock ReadLines()
    {
        char[] text = new char[Math.Max(BlockSize, 2 * _rest.Length)];
        _rest.CopyTo(text, 0);
        int read = reader.ReadBlock(text, _rest.Length, text.Length - _rest.Length), end = _rest.Length + read;
        _ended = end < text.Length;
        var block = new TextBlock(text);
        int start = 0;
        while (start < end)
        {
            int length = text.AsSpan(start, end - start).IndexOfAny('\n', '\r');
            // A carriage return at the end of the block may have its line feed in the next one.
            if (!_ended && (length < 0 || text[start + length] == '\r' && start + length + 1 == end)) break;
            if (length < 0) length = end - start;
            Take(block, start, length);
            start += length;
            if (start < end) start += text[start] == '\r' && start + 1 < end && text[start + 1] == '\n' ? 2 : 1;
        }
        _rest = _ended ? [] : text[start..end];
        return block;
    }

    private TextBlock ReadMultilines(QuotedLineReader multilines)
    {
        var lines = new List<(string Text, long Number)>();
        int length = 0;
        while (length < BlockSize)
        {
            if (multilines.Read(ignoresHash: !_begun, _number) is not string line)
            {
                _ended = true;
                break;
            }
            lines.Add((line, ++_number));
            length += line.Length;
        }
        char[] text = new char[length];
        var block = new TextBlock(text);
        int start = 0;
        foreach ((string line, long number) in lines)
        {
            line.CopyTo(text.AsSpan(start));
            _number = number - 1;
            Take(block, start, line.Length);
            start += line.Length;
        }
        return block;
    }

    private void Take(TextBlock block, int start, int length)
    {
        ReadOnlySpan<char> line = block.Text.AsSpan(start, length);
        _number++;
        if (line.IsEmpty || line is ['/', '/', ..]) return;
        if (!_begun)
        {
            if (line[0] == '#') return;
            _begun = true;
            if (format.HasHeader) return;
        }
        block.Add(start, length, _number);
    }
}
