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
        if (raw == typeof(float)) return Open<float, FromSingle>(row, column);
        if (raw == typeof(double)) return Open<double, FromDouble>(row, column);
        if (raw == typeof(bool)) return Open<bool, FromBoolean>(row, column);
        if (raw == typeof(sbyte)) return Open<sbyte, FromInteger<sbyte>>(row, column);
        if (raw == typeof(byte)) return Open<byte, FromInteger<byte>>(row, column);
        if (raw == typeof(short)) return Open<short, FromInteger<short>>(row, column);
        if (raw == typeof(ushort)) return Open<ushort, FromInteger<ushort>>(row, column);
        if (raw == typeof(int)) return Open<int, FromInteger<int>>(row, column);
        if (raw == typeof(uint)) return Open<uint, FromInteger<uint>>(row, column);
        if (raw == typeof(long)) return Open<long, FromInteger<long>>(row, column);
        if (raw == typeof(ulong)) return Open<ulong, FromInteger<ulong>>(row, column);
        throw new ArgumentOutOfRangeException(nameof(column), column.Type, $"column '{column.Name}' holds no numbers");
    }

    // The conversions are types, so that the loops below are compiled for each of them without a call per number.
    private static RowReader Open<T, TConversion>(DataViewRow row, DataViewSchema.Column column) where TConversion : struct, IConversion<T>
    {
        if (column.Type is VectorDataViewType) return OpenVector<T, TConversion>(row, column);
        ValueGetter<T> scalar = row.GetGetter<T>(column);
        T value = default!;
        return destination =>
        {
            scalar(ref value);
            destination[0] = TConversion.Convert(value);
        };
    }

    private static RowReader OpenVector<T, TConversion>(DataViewRow row, DataViewSchema.Column column) where TConversion : struct, IConversion<T>
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
                for (int i = 0; i < values.Length; i++) destination[i] = TConversion.Convert(values[i]);
                return;
            }
            destination[..size].Clear();
            ReadOnlySpan<int> indices = buffer.GetIndices();
            for (int i = 0; i < values.Length; i++) destination[indices[i]] = TConversion.Convert(values[i]);
        };
    }

    private interface IConversion<T>
    {
        static abstract float Convert(T value);
    }

    private readonly struct FromSingle : IConversion<float>
    {
        public static float Convert(float value) => value;
    }

    private readonly struct FromDouble : IConversion<double>
    {
        public static float Convert(double value) => (float)value;
    }

    private readonly struct FromBoolean : IConversion<bool>
    {
        public static float Convert(bool value) => value ? 1 : 0;
    }

    private readonly struct FromInteger<T> : IConversion<T> where T : IBinaryInteger<T>
    {
        public static float Convert(T value) => float.CreateTruncating(value);
    }
}
