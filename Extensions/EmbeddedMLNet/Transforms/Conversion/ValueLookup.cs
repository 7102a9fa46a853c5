using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>A table that gives a value for each key, and the value for keys that it lacks.</summary>
internal abstract class ValueLookup(DataViewType keyType, DataViewSchema.DetachedColumn values)
{
    /// <summary>The type of a key.</summary>
    public DataViewType KeyType { get; } = keyType;

    /// <summary>The column of values, with its annotations.</summary>
    public DataViewSchema.DetachedColumn Values { get; } = values;

    /// <summary>Reads a table from two columns.</summary>
    /// <exception cref="InvalidOperationException">A key occurs twice.</exception>
    public static ValueLookup Read(IDataView data, DataViewSchema.Column keys, DataViewSchema.Column values)
    {
        ValueLookup lookup = Create(keys.Type, new DataViewSchema.DetachedColumn(values));
        using DataViewRowCursor cursor = data.GetRowCursor([keys, values]);
        lookup.Fill(cursor, keys, values);
        return lookup;
    }

    public static ValueLookup Load(BinaryReader reader)
    {
        DataViewSchema schema = SchemaCodec.Read(reader);
        if (schema.Count != 2) throw new FormatException($"a saved table has {schema.Count} columns instead of 2");
        ValueLookup lookup = Create(schema[0].Type, new DataViewSchema.DetachedColumn(schema[1]));
        lookup.ReadEntries(reader);
        return lookup;
    }

    public void Save(BinaryWriter writer)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Key", KeyType);
        builder.AddColumn("Value", Values.Type, Values.Annotations);
        SchemaCodec.Write(writer, builder.ToSchema());
        WriteEntries(writer);
    }

    /// <summary>The getter of the values of a column of keys.</summary>
    public abstract Delegate CreateGetter(DataViewRow row, DataViewSchema.Column column);

    protected abstract void Fill(DataViewRowCursor cursor, DataViewSchema.Column keys, DataViewSchema.Column values);

    protected abstract void WriteEntries(BinaryWriter writer);

    protected abstract void ReadEntries(BinaryReader reader);

    private static ValueLookup Create(DataViewType keyType, DataViewSchema.DetachedColumn values) =>
        (ValueLookup)Activator.CreateInstance(typeof(ValueLookup<,>).MakeGenericType(keyType.RawType, values.Type.RawType), keyType, values)!;
}
