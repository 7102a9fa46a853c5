using System.Globalization;
using System.Reflection;
using Microsoft.ML.Runtime;

[assembly: Microsoft.ML.LoadableClass(typeof(Microsoft.ML.Data.TextLoader), null,
    typeof(Microsoft.ML.SignatureLoadModel), "Text loader", Microsoft.ML.Data.TextLoader.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Loads text files: lines of fields, separated by commas, tabs or other characters. The files are read as cursors move.</summary>
public sealed partial class TextLoader : IDataLoader<IMultiStreamSource>
{
    internal const string LoaderSignature = "TextLoader";

    private const string HeaderEntry = "Header.txt";
    private const string IllegalSeparators = "\0\r\n\"0123456789";

    private readonly TextColumn[] _columns;
    private readonly TextFormat _format;
    private readonly string _header;
    private readonly DataViewSchema _schema;

    internal TextLoader(Options? options = null, IMultiStreamSource? dataSample = null)
    {
        options ??= new Options();
        dataSample ??= new MultiFileSource();
        MultiFileSource? headerFile = string.IsNullOrWhiteSpace(options.HeaderFile) ? null : new MultiFileSource(options.HeaderFile);
        if (options.Columns is not { Length: > 0 }) options = WithColumnsOf(options, headerFile ?? dataSample);
        _format = Check(options, hasHeader: headerFile is null && options.HasHeader);
        _columns = TextLayout.Bind(options.Columns!, _format, dataSample, headerFile, out _header);
        _schema = SchemaOf(_columns, TextLayout.SlotNames(_columns, _header, _format));
    }

    private TextLoader(TextColumn[] columns, TextFormat format, string header) =>
        (_columns, _format, _header, _schema) = (columns, format, header, SchemaOf(columns, TextLayout.SlotNames(columns, header, format)));

    /// <summary>Makes a view of files. They are not opened before a cursor moves.</summary>
    /// <param name="source">The files, such as a <see cref="MultiFileSource"/>.</param>
    public IDataView Load(IMultiStreamSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new TextView(source, _columns, _format, _schema);
    }

    /// <summary>The schema of the views.</summary>
    public DataViewSchema GetOutputSchema() => _schema;

    /// <summary>A loader for the columns that the attributes of a class name.</summary>
    internal static TextLoader Of<TInput>(Options options, IMultiStreamSource? dataSample)
    {
        MemberInfo[] members =
        [
            .. typeof(TInput).GetFields(BindingFlags.Public | BindingFlags.Instance),
            .. typeof(TInput).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetGetMethod() is not null && property.GetIndexParameters().Length == 0),
        ];
        if (members.Length == 0) throw new ArgumentOutOfRangeException(nameof(TInput), "Should define at least one public, readable field or property in TInput.");
        options.Columns = [.. members.Select(ColumnOf)];
        return new TextLoader(options, dataSample);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version());
        BinaryWriter writer = ctx.Writer;
        writer.Write(_format.MaxRows);
        writer.Write(_format.InputSize);
        writer.Write(new string(_format.Separators));
        writer.Write(_format.EscapeChar);
        writer.Write(_format.DecimalMarker);
        foreach (bool flag in new[] { _format.AllowQuoting, _format.AllowSparse, _format.TrimWhitespace, _format.HasHeader, _format.ReadMultilines, _format.MissingRealsAsNaNs }) writer.Write(flag);
        writer.Write(_columns.Length);
        foreach (TextColumn column in _columns)
        {
            writer.Write(column.Name);
            TypeCodec.Write(writer, column.ItemType);
            writer.Write(column.Segments.Length);
            foreach (TextSegment segment in column.Segments)
            {
                writer.Write(segment.Min);
                writer.Write(segment.Limit);
                writer.Write(segment.ForceVector);
            }
        }
        if (_header.Length > 0) ctx.SaveBinaryStream(HeaderEntry, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(_header + "\n")));
    }

    private static TextLoader Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        BinaryReader reader = ctx.Reader;
        long maxRows = reader.ReadInt64();
        int inputSize = reader.ReadInt32();
        string separators = reader.ReadString();
        (char escape, char marker) = (reader.ReadChar(), reader.ReadChar());
        bool[] flags = [.. Enumerable.Range(0, 6).Select(_ => reader.ReadBoolean())];
        if (maxRows < 0 || inputSize < 0 || separators.Length == 0 || separators.Any(IllegalSeparators.Contains) || marker is not ('.' or ',') || separators.Contains(escape, StringComparison.Ordinal))
            throw new FormatException("the options of a saved text loader contradict themselves");
        var format = new TextFormat
        {
            MaxRows = maxRows,
            InputSize = inputSize,
            Separators = separators.ToCharArray(),
            EscapeChar = escape,
            DecimalMarker = marker,
            AllowQuoting = flags[0],
            AllowSparse = flags[1],
            TrimWhitespace = flags[2],
            HasHeader = flags[3],
            ReadMultilines = flags[4],
            MissingRealsAsNaNs = flags[5],
        };
        var columns = new TextColumn[reader.ReadCount(2)];
        for (int i = 0; i < columns.Length; i++)
        {
            string name = reader.ReadString();
            var type = TypeCodec.Read(reader) as PrimitiveDataViewType ?? throw new FormatException($"the column '{name}' of a saved text loader is a vector of vectors");
            var segments = new TextSegment[reader.ReadCount(2 * sizeof(int) + 1)];
            for (int k = 0; k < segments.Length; k++) segments[k] = new TextSegment(reader.ReadInt32(), reader.ReadInt32(), reader.ReadBoolean());
            if (segments.Length == 0 || segments.Any(segment => segment.Min < 0 || segment.Min >= segment.Limit)) throw new FormatException($"the column '{name}' of a saved text loader takes no fields");
            columns[i] = new TextColumn(name, type, segments);
        }
        string header = "";
        ctx.TryLoadBinaryStream(HeaderEntry, stream =>
        {
            using var text = new StreamReader(stream.BaseStream);
            header = text.ReadLine() ?? "";
        });
        return new TextLoader(columns, format, header);
    }

    private static VersionInfo Version() => VersionInfo.Own("TXTLOADR", LoaderSignature);

    private static Column ColumnOf(MemberInfo member)
    {
        (string kind, Type type) = member is FieldInfo field ? ("Field", field.FieldType) : ("Property", ((PropertyInfo)member).PropertyType);
        LoadColumnAttribute source = member.GetCustomAttribute<LoadColumnAttribute>() ?? throw new InvalidOperationException($"{kind} '{member.Name}' is missing the {nameof(LoadColumnAttribute)} attribute");
        KeyTypeAttribute? key = member.GetCustomAttribute<KeyTypeAttribute>();
        return new Column
        {
            Name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name,
            DataKind = DataKinds.KindOf(type.IsArray ? type.GetElementType()! : type) ?? throw new InvalidOperationException($"{kind} {member.Name} is of unsupported type."),
            Source = source.Sources,
            KeyCount = key is null ? null : new KeyCount { Count = key.Count },
        };
    }

    private static Options WithColumnsOf(Options options, IMultiStreamSource files)
    {
        string comment = SchemaComment.Read(files);
        if (comment.Length == 0 || !IsDefault(options))
        {
            options.Columns = [new Column("Label", DataKind.Single, 0), new Column("Features", DataKind.Single, [new Range(1, null)])];
            return options;
        }
        Options embedded = SchemaComment.Parse(comment) ?? throw new InvalidOperationException("TextLoader options embedded in the file are invalid");
        (embedded.UseThreads, embedded.HeaderFile, embedded.MaxRows) = (options.UseThreads, options.HeaderFile, options.MaxRows);
        return embedded;
    }

    // Options of the file are not mixed with those of the program.
    private static bool IsDefault(Options options) =>
        options is { AllowQuoting: false, AllowSparse: false, InputSize: null, DecimalMarker: '.', TrimWhitespace: false, HasHeader: false, ReadMultilines: false, EscapeChar: '"', MissingRealsAsNaNs: false }
        && options.Separators is ['\t'];

    private static TextFormat Check(Options options, bool hasHeader)
    {
        if (options.MaxRows < 0) throw ArgumentErrors.Invalid(nameof(Options.MaxRows), "Specified argument was out of the range of valid values.");
        if (options.InputSize < 0) throw new InvalidOperationException("inputSize");
        if (options.Separators is not { Length: > 0 } separators) throw ArgumentErrors.Invalid("Separator", "Must specify a separator");
        foreach (char separator in separators)
        {
            if (separator == ':' && options.AllowSparse) throw ArgumentErrors.Invalid("Separator", "When the separator is colon, turn off allowSparse");
            if (separator != '\t' && (separator is < ' ' or '"' || char.IsAsciiDigit(separator))) throw ArgumentErrors.Invalid("Separator", $"Illegal separator: '{separator}'");
        }
        if (options.DecimalMarker is not ('.' or ','))
            throw ArgumentErrors.Invalid(nameof(Options.DecimalMarker), string.Create(CultureInfo.InvariantCulture, $"Decimal marker cannot be the '{options.DecimalMarker}' character. It must be '.' or ','."));
        if (!options.AllowQuoting && options.DecimalMarker == ',' && separators.Contains(','))
            throw ArgumentErrors.Invalid(nameof(Options.AllowQuoting), "Quoting must be allowed if decimal marker and separator are the ',' character.");
        if (separators.Contains(options.EscapeChar))
            throw ArgumentErrors.Invalid(nameof(Options.EscapeChar), $"EscapeChar '{options.EscapeChar}' can't be used both as EscapeChar and separator");
        return new TextFormat
        {
            Separators = [.. separators.Distinct()],
            DecimalMarker = options.DecimalMarker,
            EscapeChar = options.EscapeChar,
            AllowQuoting = options.AllowQuoting,
            AllowSparse = options.AllowSparse,
            TrimWhitespace = options.TrimWhitespace,
            HasHeader = hasHeader,
            ReadMultilines = options.AllowQuoting && options.ReadMultilines,
            MissingRealsAsNaNs = options.MissingRealsAsNaNs,
            UseThreads = options.UseThreads,
            MaxRows = options.MaxRows ?? long.MaxValue,
            InputSize = options.InputSize ?? 0,
        };
    }

    private static DataViewSchema SchemaOf(TextColumn[] columns, string[][] slotNames)
    {
        var builder = new DataViewSchema.Builder();
        for (int i = 0; i < columns.Length; i++)
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            if (slotNames[i].Length > 0)
            {
                VBuffer<ReadOnlyMemory<char>> names = new(slotNames[i].Length, [.. slotNames[i].Select(name => name.AsMemory())]);
                annotations.AddSlotNames(names.Length, (ref VBuffer<ReadOnlyMemory<char>> value) => names.CopyTo(ref value));
            }
            builder.AddColumn(columns[i].Name, columns[i].Type, annotations.ToAnnotations());
        }
        return builder.ToSchema();
    }
}
