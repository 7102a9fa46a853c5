using System.Text;

namespace MlNetDeep.Tuning;

/// <summary>
/// Tables as RFC 4180 has them: commas, lines that end with CR LF, cells with commas, quotes or line breaks in quotes, quotes in them
/// doubled. In UTF-8 with the mark at the beginning by which spreadsheets recognise it.
/// </summary>
internal static class CsvTable
{
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: true);

    public static void Write(Stream stream, IEnumerable<IReadOnlyList<CsvCell>> rows)
    {
        using var writer = new StreamWriter(stream, s_encoding, leaveOpen: true) { NewLine = "\r\n" };
        foreach (IReadOnlyList<CsvCell> row in rows) writer.WriteLine(string.Join(',', row.Select(Quote)));
    }

    /// <summary>Reads all rows; lines may end with LF too. Empty lines are passed over.</summary>
    /// <exception cref="FormatException">A quoted cell does not end.</exception>
    public static List<CsvCell[]> Read(string path)
    {
        string text = File.ReadAllText(path);
        var rows = new List<CsvCell[]>();
        var row = new List<CsvCell>();
        for (int place = 0; place < text.Length;)
        {
            row.Add(ReadCell(text, ref place));
            if (place < text.Length && text[place] == ',')
            {
                place++;
                if (place == text.Length) row.Add(CsvCell.Empty);
                else continue;
            }
            if (place < text.Length && text[place] == '\r') place++;
            if (place < text.Length && text[place] == '\n') place++;
            if (row.Count > 1 || !row[0].IsEmpty) rows.Add([.. row]);
            row.Clear();
        }
        return rows;
    }

    private static CsvCell ReadCell(string text, ref int place)
    {
        if (text[place] != '"')
        {
            int end = text.AsSpan(place).IndexOfAny(',', '\r', '\n');
            string cell = end < 0 ? text[place..] : text.Substring(place, end);
            place += cell.Length;
            return new CsvCell(cell, false);
        }
        var quoted = new StringBuilder();
        for (place++; place < text.Length; place++)
        {
            if (text[place] != '"') quoted.Append(text[place]);
            else if (++place < text.Length && text[place] == '"') quoted.Append('"');
            else
            {
                if (place < text.Length && text[place] is not (',' or '\r' or '\n')) throw new FormatException($"'{text[place]}' follows the quoted cell '{quoted}'");
                return new CsvCell(quoted.ToString(), true);
            }
        }
        throw new FormatException("a quoted cell does not end");
    }

    private static string Quote(CsvCell cell) => cell.IsQuoted || cell.Text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{cell.Text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell.Text;
}
