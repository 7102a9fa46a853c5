using System.Globalization;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>
/// The options in the comment at the beginning of a file that was saved as text: lines that begin with #@ and together are
/// <c>TextLoader{header+ sep=tab col=Name:R4:0-3 ...}</c>.
/// </summary>
internal static class SchemaComment
{
    private const string Prefix = "#@";

    /// <summary>The text of the comment, without its prefixes; empty when the file has none.</summary>
    public static string Read(IMultiStreamSource files)
    {
        if (files.Count == 0) return "";
        using TextReader reader = files.OpenTextReader(0);
        var text = new StringBuilder();
        while (reader.ReadLine() is string line)
        {
            ReadOnlySpan<char> trimmed = line.AsSpan().Trim();
            if (trimmed.IsEmpty) continue;
            if (!trimmed.StartsWith(Prefix, StringComparison.Ordinal)) break;
            text.Append(trimmed[Prefix.Length..].Trim()).Append(' ');
        }
        return text.ToString().Trim();
    }

    /// <summary>Understands a comment; null when it is not one of a text loader.</summary>
    public static TextLoader.Options? Parse(string comment)
    {
        int open = comment.IndexOf('{', StringComparison.Ordinal);
        if (open < 0 || !comment.EndsWith('}') || comment[..open].Trim() is not ("TextLoader" or "Text")) return null;
        var options = new TextLoader.Options();
        var columns = new List<TextLoader.Column>();
        foreach ((string name, string value) in Settings(comment[(open + 1)..^1]))
        {
            bool on = value is "+" or "";
            switch (name.ToLowerInvariant())
            {
                case "header": options.HasHeader = on; break;
                case "quote": options.AllowQuoting = on; break;
                case "sparse": options.AllowSparse = on; break;
                case "trim": options.TrimWhitespace = on; break;
                case "multilines": options.ReadMultilines = on; break;
                case "imputefloat": options.MissingRealsAsNaNs = on; break;
                case "size" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int size): options.InputSize = size; break;
                case "sep" or "separator": options.Separators = [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries).DefaultIfEmpty(",").Select(Separator)]; break;
                case "decimal" when value.Length == 1: options.DecimalMarker = value[0]; break;
                case "escapechar" when value.Length == 1: options.EscapeChar = value[0]; break;
                case "col" when Column(value) is { } column: columns.Add(column); break;
                default: return null;
            }
        }
        options.Columns = [.. columns];
        return columns.Count > 0 ? options : null;
    }

    private static char Separator(string name) => name.ToLowerInvariant() switch
    {
        "space" => ' ',
        "tab" => '\t',
        "comma" => ',',
        "colon" => ':',
        "semicolon" => ';',
        "bar" => '|',
        string other => other[0],
    };

    private static TextLoader.Column? Column(string text) => text.Contains('=', StringComparison.Ordinal) ? LongColumn(text) : ShortColumn(text);

    // Name:Kind:0-3,5 or Name:Kind[keys]:0 or Name:0
    private static TextLoader.Column? ShortColumn(string text)
    {
        string[] parts = text.Split(':');
        if (parts.Length is < 2 or > 3) return null;
        var column = new TextLoader.Column { Name = parts[0] };
        if (parts.Length == 3)
        {
            string kind = parts[1];
            int bracket = kind.IndexOf('[', StringComparison.Ordinal);
            if (bracket >= 0)
            {
                if (!kind.EndsWith(']')) return null;
                string count = kind[(bracket + 1)..^1];
                column.KeyCount = new KeyCount();
                if (count.Length > 0 && !TryCount(count, column.KeyCount)) return null;
                kind = kind[..bracket];
            }
            if (!DataKinds.TryParse(kind, out DataKind parsed)) return null;
            column.DataKind = parsed;
        }
        var ranges = new List<TextLoader.Range>();
        foreach (string range in parts[^1].Split(','))
        {
            if (Range(range) is not { } parsed) return null;
            ranges.Add(parsed);
        }
        column.Source = [.. ranges];
        return column;
    }

    private static bool TryCount(string text, KeyCount count)
    {
        bool good = ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) && value > 0;
        if (good) count.Count = value;
        return good;
    }

    // 3, 1-4, 1-* (to the last column), 1-** (to the end of each line), ~ (all others)
    private static TextLoader.Range? Range(string text)
    {
        if (text.StartsWith('~')) return text.Length == 1 ? new TextLoader.Range { AllOther = true, AutoEnd = true } : Range(text[1..]) is { } rest ? new TextLoader.Range { Min = rest.Min, Max = rest.Max, AutoEnd = rest.AutoEnd, VariableEnd = rest.VariableEnd, AllOther = true } : null;
        string[] ends = text.Split('-', 2);
        if (!int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int min)) return null;
        if (ends.Length == 1) return new TextLoader.Range { Min = min, Max = min };
        if (ends[1] == "*") return new TextLoader.Range { Min = min, AutoEnd = true };
        if (ends[1] == "**") return new TextLoader.Range { Min = min, VariableEnd = true };
        return int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out int max) && max >= min ? new TextLoader.Range { Min = min, Max = max, ForceVector = true } : null;
    }

    // {name=Matrix type=R8 src={min=1 max=2 vector=+} key=5}
    private static TextLoader.Column? LongColumn(string text)
    {
        var column = new TextLoader.Column();
        var ranges = new List<TextLoader.Range>();
        foreach ((string name, string value) in Settings(text))
        {
            switch (name.ToLowerInvariant())
            {
                case "name": column.Name = value; break;
                case "type" when DataKinds.TryParse(value, out DataKind kind): column.DataKind = kind; break;
                case "key":
                    column.KeyCount = new KeyCount();
                    if (value is not ("+" or "") && !TryCount(value, column.KeyCount)) return null;
                    break;
                case "src" when LongRange(value) is { } range: ranges.Add(range); break;
                default: return null;
            }
        }
        column.Source = [.. ranges];
        return column.Name is null ? null : column;
    }

    private static TextLoader.Range? LongRange(string text)
    {
        var range = new TextLoader.Range();
        foreach ((string name, string value) in Settings(text))
        {
            bool number = int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index);
            switch (name.ToLowerInvariant())
            {
                case "min" when number: range.Min = index; break;
                case "max" when number: range.Max = index; break;
                case "vector": range.ForceVector = value == "+"; break;
                case "var": range.VariableEnd = value == "+"; break;
                case "auto": range.AutoEnd = value == "+"; break;
                case "other": range.AllOther = value == "+"; break;
                default: return null;
            }
        }
        return range;
    }

    /// <summary>Cuts <c>a+ b=1 c={d=2 e=3}</c> into names and values.</summary>
    private static IEnumerable<(string Name, string Value)> Settings(string text)
    {
        int at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            if (at >= text.Length) yield break;
            int start = at;
            while (at < text.Length && text[at] is not ('=' or '+' or '-') && !char.IsWhiteSpace(text[at])) at++;
            string name = text[start..at];
            if (at >= text.Length || char.IsWhiteSpace(text[at]))
            {
                yield return (name, "");
                continue;
            }
            if (text[at] is '+' or '-')
            {
                yield return (name, text[at++].ToString());
                continue;
            }
            yield return (name, Value(text, ref at));
        }
    }

    private static string Value(string text, ref int at)
    {
        int start = ++at, depth = 0;
        for (; at < text.Length && (depth > 0 || !char.IsWhiteSpace(text[at])); at++)
        {
            if (text[at] == '{') depth++;
            else if (text[at] == '}') depth--;
        }
        string value = text[start..at];
        return value is ['{', .., '}'] ? value[1..^1].Trim() : value;
    }
}
