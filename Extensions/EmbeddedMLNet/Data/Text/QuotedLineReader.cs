using System.Globalization;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>Reads lines that quoted fields may continue: further lines are appended until the last quote is closed.</summary>
internal sealed class QuotedLineReader(TextReader reader, TextFormat format)
{
    private readonly bool _spaceSeparates = format.Separators.Contains(' ');

    public string? Read(bool ignoresHash, long number)
    {
        string? line = reader.ReadLine();
        if (string.IsNullOrEmpty(line) || line.StartsWith("//", StringComparison.Ordinal) || ignoresHash && line[0] == '#' || !IsOpen(line, inQuotes: false)) return line;
        StringBuilder whole = new(line);
        bool open = true;
        while (open)
        {
            line = reader.ReadLine() ?? throw new EndOfStreamException(
                string.Create(CultureInfo.InvariantCulture, $"A quoted field opened on line {number} was never closed, and we've read to the last line in the file without finding the closing quote"));
            whole.Append('\n').Append(line);
            open = IsOpen(line, inQuotes: true);
        }
        return whole.ToString();
    }

    /// <summary>Whether a line ends within a quoted field.</summary>
    private bool IsOpen(ReadOnlySpan<char> line, bool inQuotes)
    {
        int at = 0;
        while (true)
        {
            if (!inQuotes)
            {
                if (!_spaceSeparates) while (at < line.Length && line[at] == ' ') at++;
                if (at >= line.Length) return false;
                if (line[at] != '"')
                {
                    int end = line[at..].IndexOfAny(format.Separators);
                    if (end < 0) return false;
                    at += end + 1;
                    continue;
                }
                at++;
            }
            if (!SkipQuoted(line, ref at)) return true;
            while (at < line.Length && line[at] == ' ' && !_spaceSeparates) at++;
            // Anything but a separator behind the quote is an error that the splitter reports.
            if (at >= line.Length || !format.Separators.Contains(line[at])) return false;
            at++;
            inQuotes = false;
        }
    }

    private bool SkipQuoted(ReadOnlySpan<char> line, ref int at)
    {
        while (at < line.Length)
        {
            if (format.EscapeChar != '"' && line[at] == format.EscapeChar) at += 2;
            else if (line[at] != '"') at++;
            else if (format.EscapeChar == '"' && at + 1 < line.Length && line[at + 1] == '"') at += 2;
            else
            {
                at++;
                return true;
            }
        }
        return false;
    }
}
