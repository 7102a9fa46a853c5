namespace Microsoft.ML.Data;

/// <summary>Some lines of a file, in one piece of memory.</summary>
internal sealed class TextBlock(char[] text)
{
    private readonly List<(int Start, int Length, long Number)> _lines = [];

    /// <summary>The characters of all lines.</summary>
    public char[] Text { get; } = text;

    /// <summary>Its place among the blocks of all files, from 0.</summary>
    public long Batch { get; set; }

    /// <summary>The number of rows in the blocks before it.</summary>
    public long FirstRow { get; set; }

    public int Count => _lines.Count;

    public void Add(int start, int length, long number) => _lines.Add((start, length, number));

    /// <summary>The characters of a line.</summary>
    public ReadOnlySpan<char> Line(int index) => Text.AsSpan(_lines[index].Start, _lines[index].Length);

    /// <summary>Where a line starts in the characters of all lines.</summary>
    public int Start(int index) => _lines[index].Start;

    /// <summary>The number of a line in its file, from 1.</summary>
    public long Number(int index) => _lines[index].Number;

    public void Truncate(int count) => _lines.RemoveRange(count, _lines.Count - count);
}
