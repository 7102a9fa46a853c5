using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace MlNetDeep.Vision;

/// <summary>Reads a csv file of pictures strictly: a header, the same number of fields in each row, files that exist.</summary>
internal static class ImageCsv
{
    private const int MaxFieldSize = 1 << 16;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static List<ImageEntry> Read(string path)
    {
        try
        {
            return ReadRows(path);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"'{path}' is not UTF-8 text.", e);
        }
        catch (CsvHelperException e)
        {
            string problem = e switch
            {
                MaxFieldSizeException => $"a field has more than {MaxFieldSize} characters",
                BadDataException => "a field has a quote that is not closed, or text beside quotes",
                _ => e.Message,
            };
            throw new InvalidDataException($"'{path}', line {e.Context?.Parser?.RawRow ?? 0}: {problem}.", e);
        }
    }

    private static List<ImageEntry> ReadRows(string path)
    {
        using var reader = new StreamReader(path, StrictUtf8, detectEncodingFromByteOrderMarks: true);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ",", MaxFieldSize = MaxFieldSize });
        if (!parser.Read()) throw new InvalidDataException($"'{path}' is empty; expected a header with the columns path and label.");
        string[] header = parser.Record!;
        (int pathColumn, int labelColumn, int splitColumn) = FindColumns(path, header);
        var entries = new List<ImageEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (parser.Read())
        {
            string[] row = parser.Record!;
            int line = parser.RawRow;
            if (row.Length != header.Length) throw new InvalidDataException($"'{path}', line {line} has {row.Length} fields, expected {header.Length} as in the header.");
            if (parser.RawRecord.Contains('\0', StringComparison.Ordinal)) throw new InvalidDataException($"'{path}', line {line} holds a NUL character.");
            string file = FindFile(path, line, row[pathColumn]);
            if (!lines.TryAdd(file, line)) throw new InvalidDataException($"'{path}', line {line} names '{row[pathColumn]}' again, after line {lines[file]}.");
            if (row[labelColumn].Length == 0) throw new InvalidDataException($"'{path}', line {line} has an empty label.");
            entries.Add(new ImageEntry(file, row[labelColumn], splitColumn < 0 ? null : ParseSplit(path, line, row[splitColumn])));
        }
        return entries;
    }

    private static (int Path, int Label, int Split) FindColumns(string path, string[] header)
    {
        string? twice = header.GroupBy(h => h, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null) throw new InvalidDataException($"'{path}' has two columns '{twice}'.");
        return (Find("path", true), Find("label", true), Find("split", false));

        int Find(string name, bool required)
        {
            int index = Array.FindIndex(header, h => h.Equals(name, StringComparison.OrdinalIgnoreCase));
            return index >= 0 || !required ? index : throw new InvalidDataException($"'{path}' has no column '{name}'; its columns are {string.Join(", ", header.Select(h => $"'{h}'"))}.");
        }
    }

    private static string FindFile(string csv, int line, string name)
    {
        string root = Path.GetDirectoryName(csv)! + Path.DirectorySeparatorChar;
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal)) throw new InvalidDataException($"'{csv}', line {line} has an empty or impossible path.");
        string file = Path.GetFullPath(Path.Combine(root, name.Replace('\\', '/')));
        if (!file.StartsWith(root, StringComparison.Ordinal)) throw new InvalidDataException($"'{csv}', line {line}: the path '{name}' leaves the folder of the csv file.");
        return File.Exists(file) ? file : throw new FileNotFoundException($"'{csv}', line {line}: the file '{name}' does not exist.", file);
    }

    private static DatasetSplit? ParseSplit(string csv, int line, string value) => SplitNames.Parse(value)
        ?? throw new InvalidDataException($"'{csv}', line {line} has the split '{value}', expected train, val, valid, validation or test.");
}
