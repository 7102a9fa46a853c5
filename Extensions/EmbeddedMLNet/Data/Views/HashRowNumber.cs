using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>The hash of a column's value as a number between 0 and 1, so that equal values stay together.</summary>
internal sealed class HashRowNumber(DataViewSchema.Column column, uint seed) : IRowNumber
{
    /// <summary>The seed of ML.NET's hashes, where none is given.</summary>
    public const uint DefaultSeed = 314489979;

    private const uint Mask = (1 << 30) - 1;

    private static readonly Dictionary<Type, Delegate> s_hashes = new()
    {
        [typeof(sbyte)] = Hash<sbyte>((h, v) => MurmurHash.Round(h, (uint)v)),
        [typeof(byte)] = Hash<byte>((h, v) => MurmurHash.Round(h, v)),
        [typeof(short)] = Hash<short>((h, v) => MurmurHash.Round(h, (uint)v)),
        [typeof(ushort)] = Hash<ushort>((h, v) => MurmurHash.Round(h, v)),
        [typeof(int)] = Hash<int>((h, v) => MurmurHash.Round(h, (uint)v)),
        [typeof(uint)] = Hash<uint>((h, v) => MurmurHash.Round(h, v)),
        [typeof(long)] = Hash<long>((h, v) => Round64(h, (ulong)v)),
        [typeof(ulong)] = Hash<ulong>(Round64),
        [typeof(bool)] = Hash<bool>((h, v) => MurmurHash.Round(h, v ? 1u : 0)),
        [typeof(DateTime)] = Hash<DateTime>((h, v) => Round64(h, (ulong)v.Ticks)),
        [typeof(DateTimeOffset)] = Hash<DateTimeOffset>((h, v) => Round64(h, (ulong)v.UtcTicks)),
        [typeof(TimeSpan)] = Hash<TimeSpan>((h, v) => Round64(h, (ulong)v.Ticks)),
        // Only a quarter of an identifier takes part in ML.NET, though all its bytes are counted.
        [typeof(DataViewRowId)] = Hash<DataViewRowId>((h, v) => MurmurHash.Round(h, (uint)v.Low)),
        [typeof(ReadOnlyMemory<char>)] = Hash<ReadOnlyMemory<char>>((h, v) => MurmurHash.Text(h, v.Span.Trim(' '))),
        // Negative zero is zero.
        [typeof(float)] = Hash<float>((h, v) => MurmurHash.Round(h, BitConverter.SingleToUInt32Bits(v == 0 ? 0 : v))),
        [typeof(double)] = Hash<double>((h, v) => Round64(h, BitConverter.DoubleToUInt64Bits(v == 0 ? 0 : v))),
    };

    private delegate uint Hasher<in T>(uint hash, T value);

    public DataViewSchema.Column? Column => column;

    public static bool Takes(DataViewType type) => s_hashes.ContainsKey(((type as VectorDataViewType)?.ItemType ?? type).RawType);

    public Func<double> Create(DataViewRowCursor cursor) => Generic.Call(((column.Type as VectorDataViewType)?.ItemType ?? column.Type).RawType, new Factory(cursor, column, seed));

    private static Hasher<T> Hash<T>(Hasher<T> hasher) => hasher;

    private static uint Round64(uint hash, ulong value) => MurmurHash.Round(MurmurHash.Round(hash, (uint)value), (uint)(value >> 32));

    private readonly struct Factory(DataViewRowCursor cursor, DataViewSchema.Column column, uint seed) : IGenericFunction<Func<double>>
    {
        public Func<double> Invoke<T>()
        {
            var hasher = (Hasher<T>)s_hashes[typeof(T)];
            bool isText = typeof(T) == typeof(ReadOnlyMemory<char>);
            bool isKey = ((column.Type as VectorDataViewType)?.ItemType ?? column.Type) is KeyDataViewType;
            uint start = seed;
            if (column.Type is not VectorDataViewType)
            {
                ValueGetter<T> getter = cursor.GetGetter<T>(column);
                int size = typeof(T) == typeof(DataViewRowId) ? 16 : ItemSize<T>();
                T value = default!;
                return () =>
                {
                    getter(ref value);
                    if (ValueComparer.IsMissing(value, isKey)) return double.NaN;
                    uint hash = hasher(start, value);
                    return Place(isText ? hash : MurmurHash.Finish(hash, size));
                };
            }
            ValueGetter<VBuffer<T>> vectors = cursor.GetGetter<VBuffer<T>>(column);
            VBuffer<T> vector = default;
            int itemSize = ItemSize<T>();
            return () =>
            {
                vectors(ref vector);
                uint hash = start;
                foreach (T item in vector.DenseValues())
                {
                    if (ValueComparer.IsMissing(item, isKey)) return double.NaN;
                    hash = hasher(hash, item);
                }
                return Place(isText ? hash : MurmurHash.Finish(hash, vector.Length * itemSize));
            };
        }

        private static int ItemSize<T>() =>
            typeof(T) == typeof(long) || typeof(T) == typeof(ulong) || typeof(T) == typeof(double) || typeof(T) == typeof(DateTime) ||
            typeof(T) == typeof(DateTimeOffset) || typeof(T) == typeof(TimeSpan) ? 8 : 4;

        private static double Place(uint hash) => ColumnRowNumber.Place((hash & Mask) + 1, Mask + 1ul);
    }
}
