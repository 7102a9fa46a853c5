using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Reads keys of any raw type as 64-bit numbers.</summary>
internal static class KeyReader
{
    public static ValueGetter<ulong> Scalar(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type.RawType == typeof(ulong)) return row.GetGetter<ulong>(column);
        if (column.Type.RawType == typeof(byte)) return Convert<byte>(row.GetGetter<byte>(column), static v => v);
        if (column.Type.RawType == typeof(ushort)) return Convert<ushort>(row.GetGetter<ushort>(column), static v => v);
        return Convert<uint>(row.GetGetter<uint>(column), static v => v);
    }

    public static ValueGetter<VBuffer<ulong>> Vector(DataViewRow row, DataViewSchema.Column column)
    {
        Type raw = ((VectorDataViewType)column.Type).ItemType.RawType;
        if (raw == typeof(ulong)) return row.GetGetter<VBuffer<ulong>>(column);
        if (raw == typeof(byte)) return ConvertVector<byte>(row.GetGetter<VBuffer<byte>>(column), static v => v);
        if (raw == typeof(ushort)) return ConvertVector<ushort>(row.GetGetter<VBuffer<ushort>>(column), static v => v);
        return ConvertVector<uint>(row.GetGetter<VBuffer<uint>>(column), static v => v);
    }

    private static ValueGetter<ulong> Convert<T>(ValueGetter<T> getter, Func<T, ulong> convert)
    {
        T raw = default!;
        return (ref ulong value) =>
        {
            getter(ref raw);
            value = convert(raw);
        };
    }

    private static ValueGetter<VBuffer<ulong>> ConvertVector<T>(ValueGetter<VBuffer<T>> getter, Func<T, ulong> convert)
    {
        VBuffer<T> raw = default;
        return (ref VBuffer<ulong> value) =>
        {
            getter(ref raw);
            VBufferEditor<ulong> editor = VBufferEditor.Create(ref value, raw.Length);
            int i = 0;
            foreach (T item in raw.DenseValues()) editor.Values[i++] = convert(item);
            value = editor.Commit();
        };
    }
}
