using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Makes the two columns of a lookup table of pairs.</summary>
internal static class LookupDataView
{
    public const string KeyColumn = "Key";
    public const string ValueColumn = "Value";

    /// <summary>Checks that a column can have a type, or vectors of it.</summary>
    public static void Check(Type type)
    {
        Type item = type.IsArray ? type.GetElementType()! : type;
        bool known = item == typeof(string) || item == typeof(bool) || item == typeof(DateTime) || item == typeof(DateTimeOffset) || item == typeof(TimeSpan) ||
            item == typeof(ReadOnlyMemory<char>) || NumberDataViewType.All.Any(n => n.RawType == item);
        if (!known) throw new InvalidOperationException($"Unsupported type {type} used in mapping.");
    }

    public static IDataView Create<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> pairs) =>
        new EnumerableDataView<Entry<TKey, TValue>>([.. pairs.Select(p => new Entry<TKey, TValue> { Key = p.Key, Value = p.Value })], null);

    /// <summary>Arrays as vectors, of a known size when all have it.</summary>
    public static IDataView CreateVectors<TKey, TItem>(IEnumerable<KeyValuePair<TKey, TItem[]>> pairs)
    {
        Entry<TKey, TItem[]>[] rows = [.. pairs.Select(p => new Entry<TKey, TItem[]> { Key = p.Key, Value = p.Value })];
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Entry<TKey, TItem[]>));
        if (rows.Length > 0 && rows.All(r => r.Value.Length == rows[0].Value.Length))
            definition[ValueColumn].ColumnType = new VectorDataViewType(((VectorDataViewType)definition[ValueColumn].ColumnType).ItemType, rows[0].Value.Length);
        return new EnumerableDataView<Entry<TKey, TItem[]>>(rows, definition);
    }

    /// <summary>Values as keys: those of UInt32 and UInt64 as they are, others by their number as they occur.</summary>
    public static IDataView CreateKeys<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> pairs)
    {
        KeyValuePair<TKey, TValue>[] all = [.. pairs];
        TValue[] distinct = [.. all.Select(p => p.Value).Distinct()];
        ReadOnlyMemory<char>[] names = Array.ConvertAll(distinct, v => v!.ToString().AsMemory());
        // The members of objects count keys from 0; what is below that is out of range, hence missing.
        if (typeof(TValue) == typeof(ulong)) return Keys(all, p => unchecked((ulong)(object)p.Value! - 1), names);
        if (typeof(TValue) == typeof(uint)) return Keys(all, p => unchecked((uint)(object)p.Value! - 1), names);
        return Keys(all, p => (uint)Array.IndexOf(distinct, p.Value), names);
    }

    private static EnumerableDataView<Entry<TKey, TRaw>> Keys<TKey, TValue, TRaw>(KeyValuePair<TKey, TValue>[] pairs, Func<KeyValuePair<TKey, TValue>, TRaw> key, ReadOnlyMemory<char>[] names)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Entry<TKey, TRaw>));
        definition[ValueColumn].ColumnType = new KeyDataViewType(typeof(TRaw), names.Length);
        definition[ValueColumn].AddAnnotation(AnnotationKinds.KeyValues, new VBuffer<ReadOnlyMemory<char>>(names.Length, names), new VectorDataViewType(TextDataViewType.Instance, names.Length));
        return new EnumerableDataView<Entry<TKey, TRaw>>([.. pairs.Select(p => new Entry<TKey, TRaw> { Key = p.Key, Value = key(p) })], definition);
    }

    private sealed class Entry<TKey, TValue>
    {
        public TKey Key { get; set; } = default!;

        public TValue Value { get; set; } = default!;
    }
}
