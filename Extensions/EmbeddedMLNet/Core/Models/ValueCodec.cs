using System.Reflection;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Column values in model files.</summary>
internal static class ValueCodec
{
    private static readonly Dictionary<Type, (Delegate Write, Delegate Read)> s_codecs = new()
    {
        [typeof(sbyte)] = Codec((w, v) => w.Write(v), r => r.ReadSByte()),
        [typeof(byte)] = Codec((w, v) => w.Write(v), r => r.ReadByte()),
        [typeof(short)] = Codec((w, v) => w.Write(v), r => r.ReadInt16()),
        [typeof(ushort)] = Codec((w, v) => w.Write(v), r => r.ReadUInt16()),
        [typeof(int)] = Codec((w, v) => w.Write(v), r => r.ReadInt32()),
        [typeof(uint)] = Codec((w, v) => w.Write(v), r => r.ReadUInt32()),
        [typeof(long)] = Codec((w, v) => w.Write(v), r => r.ReadInt64()),
        [typeof(ulong)] = Codec((w, v) => w.Write(v), r => r.ReadUInt64()),
        [typeof(float)] = Codec((w, v) => w.Write(v), r => r.ReadSingle()),
        [typeof(double)] = Codec((w, v) => w.Write(v), r => r.ReadDouble()),
        [typeof(bool)] = Codec((w, v) => w.Write(v), r => r.ReadBoolean()),
        [typeof(DateTime)] = Codec((w, v) => w.Write(v.ToBinary()), r => DateTime.FromBinary(r.ReadInt64())),
        [typeof(TimeSpan)] = Codec((w, v) => w.Write(v.Ticks), r => new TimeSpan(r.ReadInt64())),
        [typeof(DateTimeOffset)] = Codec(
            (w, v) =>
            {
                w.Write(v.Ticks);
                w.Write(v.Offset.Ticks);
            },
            r => new DateTimeOffset(r.ReadInt64(), new TimeSpan(r.ReadInt64()))),
        [typeof(DataViewRowId)] = Codec(
            (w, v) =>
            {
                w.Write(v.Low);
                w.Write(v.High);
            },
            r => new DataViewRowId(r.ReadUInt64(), r.ReadUInt64())),
        [typeof(ReadOnlyMemory<char>)] = Codec<ReadOnlyMemory<char>>((w, v) => w.Write(v.ToString()), r => r.ReadString().AsMemory()),
    };

    public static Action<BinaryWriter, T> Writer<T>() => s_codecs.TryGetValue(typeof(T), out (Delegate Write, Delegate Read) codec)
        ? (Action<BinaryWriter, T>)codec.Write
        : VectorMethod<T>(nameof(WriteVector)).CreateDelegate<Action<BinaryWriter, T>>();

    public static Func<BinaryReader, T> Reader<T>() => s_codecs.TryGetValue(typeof(T), out (Delegate Write, Delegate Read) codec)
        ? (Func<BinaryReader, T>)codec.Read
        : VectorMethod<T>(nameof(ReadVector)).CreateDelegate<Func<BinaryReader, T>>();

    /// <summary>Whether a value is one of a type: vectors have the size that the type tells.</summary>
    public static bool Fits<T>(T value, DataViewType type) =>
        type is not VectorDataViewType { IsKnownSize: true } vector || (int)typeof(T).GetField(nameof(VBuffer<T>.Length))!.GetValue(value)! == vector.Size;

    private static (Delegate Write, Delegate Read) Codec<T>(Action<BinaryWriter, T> write, Func<BinaryReader, T> read) => (write, read);

    private static MethodInfo VectorMethod<T>(string name) =>
        typeof(ValueCodec).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(typeof(T).GetGenericArguments()[0]);

    private static void WriteVector<T>(BinaryWriter writer, VBuffer<T> vector)
    {
        Action<BinaryWriter, T> write = Writer<T>();
        writer.Write(vector.Length);
        writer.Write(vector.IsDense);
        writer.Write(vector.GetValues().Length);
        foreach (int index in vector.GetIndices()) writer.Write(index);
        foreach (T value in vector.GetValues()) write(writer, value);
    }

    private static VBuffer<T> ReadVector<T>(BinaryReader reader)
    {
        Func<BinaryReader, T> read = Reader<T>();
        int length = reader.ReadInt32();
        bool dense = reader.ReadBoolean();
        int count = reader.ReadCount(1);
        if (length < 0 || count > length || (dense && count != length)) throw new FormatException($"a saved vector of {length} items has {count} values");
        int[]? indices = null;
        if (!dense)
        {
            indices = new int[count];
            for (int i = 0; i < count; i++)
            {
                indices[i] = reader.ReadInt32();
                if (indices[i] >= length || indices[i] <= (i == 0 ? -1 : indices[i - 1])) throw new FormatException("the indices of a saved vector do not increase");
            }
        }
        var values = new T[count];
        for (int i = 0; i < count; i++) values[i] = read(reader);
        return new VBuffer<T>(length, count, values, indices);
    }
}
