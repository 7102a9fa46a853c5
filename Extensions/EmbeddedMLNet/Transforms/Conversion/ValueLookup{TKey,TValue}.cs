using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>A table from keys of one raw type to values of another.</summary>
internal sealed class ValueLookup<TKey, TValue> : ValueLookup
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _entries = new(ValueComparer.For<TKey>());
    private readonly TValue _missing = default!;

    public ValueLookup(DataViewType keyType, DataViewSchema.DetachedColumn values) : base(keyType, values)
    {
        // A key that is not in the table has the value that empty text is converted to.
        if (StandardConversions.TryGet(TextDataViewType.Instance, values.Type, out Delegate? conversion)) _missing = ((Func<ReadOnlyMemory<char>, TValue>)conversion!)(default);
    }

    public override Delegate CreateGetter(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType)
        {
            ValueGetter<TKey> scalars = row.GetGetter<TKey>(column);
            TKey key = default!;
            ValueGetter<TValue> scalarGetter = (ref TValue value) =>
            {
                scalars(ref key);
                TValue found = _entries.GetValueOrDefault(key, _missing);
                ValueCopier<TValue>.Copy(in found, ref value);
            };
            return scalarGetter;
        }
        ValueGetter<VBuffer<TKey>> vectors = row.GetGetter<VBuffer<TKey>>(column);
        VBuffer<TKey> keys = default;
        ValueGetter<VBuffer<TValue>> getter = (ref VBuffer<TValue> value) =>
        {
            vectors(ref keys);
            VBufferEditor<TValue> editor = VBufferEditor.Create(ref value, keys.Length);
            int i = 0;
            foreach (TKey key in keys.DenseValues()) editor.Values[i++] = _entries.GetValueOrDefault(key, _missing);
            value = editor.Commit();
        };
        return getter;
    }

    protected override void Fill(DataViewRowCursor cursor, DataViewSchema.Column keys, DataViewSchema.Column values)
    {
        ValueGetter<TKey> keyGetter = cursor.GetGetter<TKey>(keys);
        ValueGetter<TValue> valueGetter = cursor.GetGetter<TValue>(values);
        while (cursor.MoveNext())
        {
            TKey key = default!;
            TValue value = default!;
            keyGetter(ref key);
            valueGetter(ref value);
            // Buffers of the source may be reused.
            TValue kept = default!;
            ValueCopier<TValue>.Copy(in value, ref kept);
            if (!_entries.TryAdd(Keep(key), Keep(kept))) throw new InvalidOperationException($"Duplicate keys in data '{key}'");
        }
    }

    protected override void WriteEntries(BinaryWriter writer)
    {
        Action<BinaryWriter, TKey> writeKey = ValueCodec.Writer<TKey>();
        Action<BinaryWriter, TValue> writeValue = ValueCodec.Writer<TValue>();
        writer.Write(_entries.Count);
        foreach ((TKey key, TValue value) in _entries)
        {
            writeKey(writer, key);
            writeValue(writer, value);
        }
    }

    protected override void ReadEntries(BinaryReader reader)
    {
        Func<BinaryReader, TKey> readKey = ValueCodec.Reader<TKey>();
        Func<BinaryReader, TValue> readValue = ValueCodec.Reader<TValue>();
        int count = reader.ReadCount(2);
        for (int i = 0; i < count; i++)
        {
            TKey key = readKey(reader);
            TValue value = readValue(reader);
            if (!ValueCodec.Fits(value, Values.Type)) throw new FormatException($"a saved value is no {Values.Type}");
            if (!_entries.TryAdd(key, value)) throw new FormatException("the keys of a saved table are not distinct");
        }
    }

    private static T Keep<T>(T value) => value is ReadOnlyMemory<char> text ? (T)(object)text.ToString().AsMemory() : value;
}
