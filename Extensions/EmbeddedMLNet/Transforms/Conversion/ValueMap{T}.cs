using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Distinct values of one raw type and their numbers.</summary>
internal sealed class ValueMap<T>(PrimitiveDataViewType type, int maximum) : ValueMap(type)
    where T : notnull
{
    private readonly List<T> _values = [];
    private readonly Dictionary<T, uint> _numbers = new(ValueComparer.For<T>());
    private readonly bool _isKey = type is KeyDataViewType;

    public override int Count => _values.Count;

    public override Action CreateLearner(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
        {
            ValueGetter<VBuffer<T>> vectors = row.GetGetter<VBuffer<T>>(column);
            VBuffer<T> vector = default;
            return () =>
            {
                vectors(ref vector);
                foreach (T item in vector.DenseValues()) Learn(item);
            };
        }
        ValueGetter<T> values = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            values(ref value);
            Learn(value);
        };
    }

    public override Delegate CreateMapper(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
        {
            ValueGetter<VBuffer<T>> vectors = row.GetGetter<VBuffer<T>>(column);
            VBuffer<T> vector = default;
            ValueGetter<VBuffer<uint>> vectorGetter = (ref VBuffer<uint> keys) =>
            {
                vectors(ref vector);
                VBufferEditor<uint> editor = VBufferEditor.Create(ref keys, vector.Length, requireIndicesOnDense: true);
                int known = 0;
                int i = 0;
                foreach (T item in vector.DenseValues())
                {
                    uint number = _numbers.GetValueOrDefault(item);
                    if (number != 0) known++;
                    editor.Values[i++] = number;
                }
                keys = KeySlots.IsDense(known, vector.Length) ? editor.Commit() : Sparse(editor);
            };
            return vectorGetter;
        }
        ValueGetter<T> values = row.GetGetter<T>(column);
        T value = default!;
        ValueGetter<uint> getter = (ref uint key) =>
        {
            values(ref value);
            key = _numbers.GetValueOrDefault(value);
        };
        return getter;
    }

    public override void Sort()
    {
        _values.Sort(ValueComparer.Order<T>());
        for (int i = 0; i < _values.Count; i++) _numbers[_values[i]] = (uint)i + 1;
    }

    public override void Annotate(DataViewSchema.Annotations.Builder builder, DataViewSchema.Column input, bool asText)
    {
        DataViewSchema.Column? inner = _isKey ? input.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues) : null;
        if (inner?.Type is VectorDataViewType innerType)
        {
            int[] chosen = [.. _values.Select(v => (int)Math.Min(Convert.ToUInt64(v, CultureInfo.InvariantCulture) - 1, int.MaxValue))];
            Generic.Call(innerType.ItemType.RawType, new InnerValues(builder, input, innerType.ItemType, chosen, asText));
            return;
        }
        // A key without values of its own is told as its number.
        PrimitiveDataViewType type = _isKey ? NumberDataViewType.All.First(n => n.RawType == typeof(T)) : Type;
        AddValues(builder, type, [.. _values], asText);
    }

    public override void Save(BinaryWriter writer)
    {
        TypeCodec.Write(writer, Type);
        Action<BinaryWriter, T> write = ValueCodec.Writer<T>();
        writer.Write(_values.Count);
        foreach (T value in _values) write(writer, value);
    }

    protected override void ReadValues(BinaryReader reader)
    {
        int count = reader.ReadCount(1);
        Func<BinaryReader, T> read = ValueCodec.Reader<T>();
        for (int i = 0; i < count; i++) Learn(read(reader));
        if (_values.Count != count) throw new FormatException("the values of saved keys are not distinct");
    }

    private void Learn(T value)
    {
        if (ValueComparer.IsMissing(value, _isKey) || _numbers.ContainsKey(value)) return;
        if (_values.Count >= maximum)
        {
            Overflowed = true;
            return;
        }
        // Text may lie in a buffer that its source reuses.
        T kept = value is ReadOnlyMemory<char> text ? (T)(object)text.ToString().AsMemory() : value;
        _values.Add(kept);
        _numbers.Add(kept, (uint)_values.Count);
    }

    private static VBuffer<uint> Sparse(VBufferEditor<uint> editor)
    {
        int count = 0;
        for (int i = 0; i < editor.Values.Length; i++)
        {
            if (editor.Values[i] == 0) continue;
            editor.Values[count] = editor.Values[i];
            editor.Indices[count++] = i;
        }
        return editor.CommitTruncated(count);
    }

    private static Converter<TValue, ReadOnlyMemory<char>> ToText<TValue>(PrimitiveDataViewType type)
    {
        // Truth values are told as digits, all else as conversions do.
        if (typeof(TValue) == typeof(bool)) return static v => (v is true ? "1" : "0").AsMemory();
        StandardConversions.TryGet(type, TextDataViewType.Instance, out Delegate? conversion);
        return new Converter<TValue, ReadOnlyMemory<char>>((Func<TValue, ReadOnlyMemory<char>>)conversion!);
    }

    private static void AddValues<TValue>(DataViewSchema.Annotations.Builder builder, PrimitiveDataViewType type, TValue[] values, bool asText)
    {
        if (asText && type is not TextDataViewType)
        {
            AddValues(builder, TextDataViewType.Instance, Array.ConvertAll(values, ToText<TValue>(type)), false);
            return;
        }
        builder.AddKeyValues(values.Length, type, (ref VBuffer<TValue> destination) => VBuffer<TValue>.Copy(values, 0, ref destination, values.Length));
    }

    private readonly struct InnerValues(DataViewSchema.Annotations.Builder builder, DataViewSchema.Column input, PrimitiveDataViewType type, int[] chosen, bool asText) : IGenericFunction<bool>
    {
        public bool Invoke<TValue>()
        {
            VBuffer<TValue> all = default;
            input.Annotations.GetValue(AnnotationKinds.KeyValues, ref all);
            VBuffer<TValue> values = all;
            AddValues(builder, type, Array.ConvertAll(chosen, i => i < values.Length ? values.GetItemOrDefault(i) : default!), asText);
            return true;
        }
    }
}
