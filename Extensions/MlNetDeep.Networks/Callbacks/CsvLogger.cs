using System.Globalization;
using System.Text;

namespace MlNetDeep.Networks;

/// <summary>
/// Writes the result of each epoch as a line of a CSV file, with a header: <c>epoch</c>, from 1, <c>learning_rate</c>, then
/// <see cref="EpochResult.Values"/>. Keras' <c>CSVLogger</c>. Numbers are written so that they are read back exactly, in the invariant
/// culture; each line is in the file at once.
/// </summary>
/// <remarks>A training that <see cref="BackupAndRestore"/> takes up again goes on in the file after the line of the backup's epoch.</remarks>
public sealed class CsvLogger : Callback
{
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    private readonly string _path;
    private readonly char _separator;
    private string[]? _columns;

    /// <summary>Creates the callback.</summary>
    /// <param name="path">The file; a missing folder is created.</param>
    /// <param name="separator">Between two columns; a comma by default.</param>
    /// <exception cref="ArgumentException">The path is empty, or the separator could be a part of a number or a name.</exception>
    public CsvLogger(string path, char separator = ',')
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (char.IsLetterOrDigit(separator) || separator is '.' or '-' or '+' or '_' or '"' or '\r' or '\n')
            throw new ArgumentException($"the separator of CsvLogger must be none of letters, digits and . - + _ \" and line ends, is '{separator}'", nameof(separator));
        _path = path;
        _separator = separator;
    }

    /// <summary>
    /// True to go on at the end of a file that exists, which must have the columns; false (the default) to write it anew.
    /// </summary>
    public bool Append { get; init; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _columns = null;
        if (Path.GetDirectoryName(_path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        // A path that cannot be written fails here. Nothing is cut off yet: a backup may go on in the file.
        using FileStream stream = Open();
        if (Append && context.ValueNames is { } names) CheckColumns(ReadHeader(stream), ColumnsOf(names));
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        EpochResult result = context.History[^1];
        using FileStream stream = Open();
        string[] columns = ColumnsOf(result.Values.Keys);
        _columns ??= Start(stream, columns);
        CheckColumns(_columns, columns);
        stream.Seek(0, SeekOrigin.End);
        WriteLine(stream, _columns.Select(column => Field(result, column)));
    }

    /// <inheritdoc/>
    public override void Save(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Set("length", new FileInfo(_path).Length);
    }

    /// <inheritdoc/>
    public override void Load(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        long length = (long)state.Number("length");
        // Who removed or cut the file gets a new one with the epochs to come.
        using FileStream stream = Open();
        if (stream.Length < length) return;
        stream.SetLength(length);
        _columns = ReadHeader(stream);
    }

    private static string[] ColumnsOf(IEnumerable<string> values) => ["epoch", "learning_rate", .. values];

    private static string Field(EpochResult result, string column) => column switch
    {
        "epoch" => result.Epoch.ToString(CultureInfo.InvariantCulture),
        "learning_rate" => result.LearningRate.ToString(CultureInfo.InvariantCulture),
        _ => result.Values.TryGetValue(column, out double value) ? value.ToString("R", CultureInfo.InvariantCulture) : "",
    };

    private string[] Start(FileStream stream, string[] columns)
    {
        if (Append && ReadHeader(stream) is { Length: > 0 } header)
        {
            stream.Seek(-1, SeekOrigin.End);
            if (stream.ReadByte() != '\n') stream.Write("\n"u8);
            return header;
        }
        stream.SetLength(0);
        WriteLine(stream, columns);
        return columns;
    }

    private void CheckColumns(string[] header, string[] columns)
    {
        if (header.Length > 0 && columns.FirstOrDefault(column => !header.Contains(column)) is string unknown)
            throw new InvalidDataException($"{_path} has no column '{unknown}'; it has {string.Join(", ", header)}: give another path, or set CsvLogger.Append to false");
    }

    private FileStream Open() => new(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    private void WriteLine(FileStream stream, IEnumerable<string> fields) =>
        stream.Write(s_encoding.GetBytes(string.Join(_separator, fields.Select(Quote)) + "\n"));

    private string Quote(string field) =>
        field.Contains(_separator, StringComparison.Ordinal) || field.AsSpan().IndexOfAny('"', '\r', '\n') >= 0
            ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    /// <summary>The columns of the first line; none for an empty file.</summary>
    private string[] ReadHeader(FileStream stream)
    {
        stream.Seek(0, SeekOrigin.Begin);
        using var reader = new StreamReader(stream, s_encoding, leaveOpen: true);
        var columns = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        int c, before = 0;
        for (; (c = reader.Read()) >= 0 && (quoted || c != '\n'); before = c)
        {
            if (c == '"')
            {
                // A doubled quote within quotes closes and opens again, and stands for one.
                if (!quoted && before == '"') field.Append('"');
                quoted = !quoted;
            }
            else if (c == _separator && !quoted)
            {
                columns.Add(field.ToString());
                field.Clear();
            }
            else if (quoted || c != '\r')
            {
                field.Append((char)c);
            }
        }
        if (field.Length > 0 || columns.Count > 0) columns.Add(field.ToString());
        return [.. columns];
    }
}
