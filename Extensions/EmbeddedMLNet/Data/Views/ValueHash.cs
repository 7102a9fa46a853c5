using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Data;

/// <summary>A hash of column values that is the same in each process.</summary>
internal static class ValueHash
{
    /// <summary>A function that hashes the column's value in the current row.</summary>
    public static Func<ulong> Create(DataViewRow row, DataViewSchema.Column column) => column.Type switch
    {
        TextDataViewType => Of<ReadOnlyMemory<char>>(row, column, Hash),
        VectorDataViewType { ItemType: TextDataViewType } => Of<VBuffer<ReadOnlyMemory<char>>>(row, column, static v => v.DenseValues().Aggregate(1UL, static (h, t) => Mix(h ^ Hash(t)))),
        VectorDataViewType vector => Generic.Call(vector.ItemType.RawType, new VectorHash(row, column)),
        // Its bytes contain padding, which is not part of the value.
        DateTimeOffsetDataViewType => Of<DateTimeOffset>(row, column, static v => Mix((ulong)v.UtcTicks)),
        PrimitiveDataViewType => Generic.Call(column.Type.RawType, new ScalarHash(row, column)),
        _ => throw new ArgumentOutOfRangeException(nameof(column), $"the column '{column.Name}' of type {column.Type} cannot be hashed"),
    };

    /// <summary>Spreads all bits of a number over all bits of the result (the finalizer of SplitMix64).</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    private static Func<ulong> Of<T>(DataViewRow row, DataViewSchema.Column column, Func<T, ulong> hash)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return hash(value);
        };
    }

    private static ulong Hash(ReadOnlyMemory<char> text) => Hash(MemoryMarshal.AsBytes(text.Span));

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in bytes) hash = (hash ^ b) * 1099511628211;
        return hash;
    }

    private static ulong Hash<T>(T value) => Hash(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref value), Unsafe.SizeOf<T>()));

    private readonly struct ScalarHash(DataViewRow row, DataViewSchema.Column column) : IGenericFunction<Func<ulong>>
    {
        public Func<ulong> Invoke<T>() => Of<T>(row, column, Hash);
    }

    private readonly struct VectorHash(DataViewRow row, DataViewSchema.Column column) : IGenericFunction<Func<ulong>>
    {
        public Func<ulong> Invoke<T>() => Of<VBuffer<T>>(row, column, static v => v.DenseValues().Aggregate(1UL, static (h, item) => Mix(h ^ Hash(item))));
    }
}
