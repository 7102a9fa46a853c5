using System.Globalization;
using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDeep.Pipelines.Inputs;

/// <summary>Reads numbers of any type, single or in vectors of a known size, as floats; missing ones are NaN.</summary>
internal static class NumberReader
{
    public const string Expected = "a number, Boolean or a vector of a known size of them";

    public static bool Accepts(DataViewType type) =>
        ItemType(type) is NumberDataViewType or BooleanDataViewType && type is not VectorDataViewType { IsKnownSize: false };

    public static bool IsKey(DataViewType type) => ItemType(type) is KeyDataViewType;

    public static int Size(DataViewType type) => type is VectorDataViewType vector ? vector.Size : 1;

    public static DataViewType ItemType(DataViewType type) => type is VectorDataViewType vector ? vector.ItemType : type;

    public static RowReader Open(DataViewRow row, DataViewSchema.Column column)
    {
        Type raw = ItemType(column.Type).RawType;
        if (raw == typeof(float)) return Open<float>(row, column, static v => v);
        if (raw == typeof(double)) return Open<double>(row, column, static v => (float)v);
        if (raw == typeof(bool)) return Open<bool>(row, column, static v => v ? 1 : 0);
        if (raw == typeof(sbyte)) return OpenInteger<sbyte>(row, column);
        if (raw == typeof(byte)) return OpenInteger<byte>(row, column);
        if (raw == typeof(short)) return OpenInteger<short>(row, column);
        if (raw == typeof(ushort)) return OpenInteger<ushort>(row, column);
        if (raw == typeof(int)) return OpenInteger<int>(row, column);
        if (raw == typeof(uint)) return OpenInteger<uint>(row, column);
        if (raw == typeof(long)) return OpenInteger<long>(row, column);
        if (raw == typeof(ulong)) return OpenInteger<ulong>(row, column);
        throw new ArgumentOutOfRangeException(nameof(column), column.Type, $"column '{column.Name}' holds no numbers");
    }

    private static RowReader OpenInteger<T>(DataViewRow row, DataViewSchema.Column column) where T : IBinaryInteger<T> =>
        Open<T>(row, column, static v => float.CreateTruncating(v));

    private static RowReader Open<T>(DataViewRow row, DataViewSchema.Column column, Func<T, float> convert)
    {
        if (column.Type is VectorDataViewType) return OpenVector(row, column, convert);
        ValueGetter<T> scalar = row.GetGetter<T>(column);
        T value = default!;
        return destination =>
        {
            scalar(ref value);
            destination[0] = convert(value);
        };
    }

    private static RowReader OpenVector<T>(DataViewRow row, DataViewSchema.Column column, Func<T, float> convert)
    {
        ValueGetter<VBuffer<T>> vector = row.GetGetter<VBuffer<T>>(column);
        int size = Size(column.Type);
        VBuffer<T> buffer = default;
        return destination =>
        {
            vector(ref buffer);
            if (buffer.Length != size)
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Row {row.Position} has {buffer.Length} items in the column '{column.Name}'; its type says {size}."));
            ReadOnlySpan<T> values = buffer.GetValues();
            if (buffer.IsDense)
            {
                for (int i = 0; i < values.Length; i++) destination[i] = convert(values[i]);
                return;
            }
            destination[..size].Clear();
            ReadOnlySpan<int> indices = buffer.GetIndices();
            for (int i = 0; i < values.Length; i++) destination[indices[i]] = convert(values[i]);
        };
    }
}
