using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>
/// The <c>Schema</c> entry of a model file: the input columns with their annotations. It is our own encoding; ML.NET puts an empty
/// table in its binary format there.
/// </summary>
internal static class SchemaCodec
{
    public const string EntryName = "Schema";

    private const uint Signature = 0x53564445; // "EDVS"
    private const int Version = 1;

    public static void Write(BinaryWriter writer, DataViewSchema schema)
    {
        writer.Write(Signature);
        writer.Write(Version);
        WriteColumns(writer, schema, null);
    }

    public static DataViewSchema Read(BinaryReader reader)
    {
        if (reader.ReadUInt32() != Signature) throw new FormatException($"the entry '{EntryName}' is not in the format of this library");
        int version = reader.ReadInt32();
        if (version != Version) throw new FormatException($"the entry '{EntryName}' is of version {version}, this library reads {Version}");
        return ReadColumns(reader, 0).Schema;
    }

    private static void WriteColumns(BinaryWriter writer, DataViewSchema schema, DataViewSchema.Annotations? values)
    {
        DataViewSchema.Column[] savable = [.. schema.Where(c => TypeCodec.CanSave(c.Type))];
        writer.Write(savable.Length);
        foreach (DataViewSchema.Column column in savable)
        {
            writer.Write(column.Name);
            TypeCodec.Write(writer, column.Type);
            WriteColumns(writer, column.Annotations.Schema, column.Annotations);
            if (values is not null) Generic.Call(column.Type.RawType, new ValueWriter(writer, values, column));
        }
    }

    private static DataViewSchema.Annotations ReadColumns(BinaryReader reader, int depth)
    {
        // Annotations have annotations; a file must not be able to nest them without end.
        if (depth > 8) throw new FormatException("annotations are nested too deeply");
        var schema = new DataViewSchema.Builder();
        int count = reader.ReadCount(3);
        var getters = new Delegate[count];
        for (int i = 0; i < count; i++)
        {
            string name = reader.ReadString();
            DataViewType type = TypeCodec.Read(reader);
            schema.AddColumn(name, type, ReadColumns(reader, depth + 1));
            if (depth > 0) getters[i] = Generic.Call(type.RawType, new ValueReader(reader, name, type));
        }
        return new DataViewSchema.Annotations(schema.ToSchema(), getters);
    }

    private readonly struct ValueWriter(BinaryWriter writer, DataViewSchema.Annotations values, DataViewSchema.Column column) : IGenericFunction<bool>
    {
        public bool Invoke<T>()
        {
            T value = default!;
            values.GetGetter<T>(column)(ref value);
            ValueCodec.Writer<T>()(writer, value);
            return true;
        }
    }

    private readonly struct ValueReader(BinaryReader reader, string name, DataViewType type) : IGenericFunction<Delegate>
    {
        public Delegate Invoke<T>()
        {
            T value = ValueCodec.Reader<T>()(reader);
            if (!ValueCodec.Fits(value, type)) throw new FormatException($"the saved annotation '{name}' is no {type}");
            ValueGetter<T> getter = (ref T destination) => ValueCopier<T>.Copy(in value, ref destination);
            return getter;
        }
    }
}
