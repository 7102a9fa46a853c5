using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Column types in model files.</summary>
internal static class TypeCodec
{
    private enum Kind : byte
    {
        Number,
        Text,
        Boolean,
        DateTime,
        DateTimeOffset,
        TimeSpan,
        RowId,
        Key,
        Vector,
    }

    /// <summary>Whether values of the type can be saved; those of types that came from outside cannot.</summary>
    public static bool CanSave(DataViewType type) => type is VectorDataViewType vector ? CanSave(vector.ItemType) : KindOf(type) is not null;

    public static void Write(BinaryWriter writer, DataViewType type)
    {
        Kind kind = KindOf(type) ?? throw new InvalidOperationException($"columns of type {type} cannot be saved");
        writer.Write((byte)kind);
        switch (type)
        {
            case NumberDataViewType:
                writer.Write((byte)NumberIndex(type.RawType));
                break;
            case KeyDataViewType key:
                writer.Write((byte)NumberIndex(type.RawType));
                writer.Write(key.Count);
                break;
            case VectorDataViewType vector:
                Write(writer, vector.ItemType);
                writer.Write(vector.Dimensions.Length);
                foreach (int dimension in vector.Dimensions) writer.Write(dimension);
                break;
        }
    }

    public static DataViewType Read(BinaryReader reader) => Read(reader, isItem: false);

    private static DataViewType Read(BinaryReader reader, bool isItem)
    {
        var kind = (Kind)reader.ReadByte();
        if (isItem && kind == Kind.Vector) throw new FormatException("the items of a saved vector are vectors");
        switch (kind)
        {
            case Kind.Number:
                return Number(reader);
            case Kind.Key:
                NumberDataViewType raw = Number(reader);
                ulong count = reader.ReadUInt64();
                return new KeyDataViewType(raw.RawType, count);
            case Kind.Vector:
                PrimitiveDataViewType item = (PrimitiveDataViewType)Read(reader, isItem: true);
                var dimensions = new int[reader.ReadCount(sizeof(int))];
                for (int i = 0; i < dimensions.Length; i++) dimensions[i] = reader.ReadInt32();
                return new VectorDataViewType(item, dimensions);
            case Kind.Text:
                return TextDataViewType.Instance;
            case Kind.Boolean:
                return BooleanDataViewType.Instance;
            case Kind.DateTime:
                return DateTimeDataViewType.Instance;
            case Kind.DateTimeOffset:
                return DateTimeOffsetDataViewType.Instance;
            case Kind.TimeSpan:
                return TimeSpanDataViewType.Instance;
            case Kind.RowId:
                return RowIdDataViewType.Instance;
            default:
                throw new FormatException($"unknown column type {(byte)kind}");
        }
    }

    private static Kind? KindOf(DataViewType type) => type switch
    {
        NumberDataViewType => Kind.Number,
        TextDataViewType => Kind.Text,
        BooleanDataViewType => Kind.Boolean,
        DateTimeDataViewType => Kind.DateTime,
        DateTimeOffsetDataViewType => Kind.DateTimeOffset,
        TimeSpanDataViewType => Kind.TimeSpan,
        RowIdDataViewType => Kind.RowId,
        KeyDataViewType => Kind.Key,
        VectorDataViewType => Kind.Vector,
        _ => null,
    };

    private static int NumberIndex(Type raw)
    {
        for (int i = 0; i < NumberDataViewType.All.Count; i++)
            if (NumberDataViewType.All[i].RawType == raw) return i;
        throw new ArgumentOutOfRangeException(nameof(raw), $"{raw} is no number");
    }

    private static NumberDataViewType Number(BinaryReader reader)
    {
        byte index = reader.ReadByte();
        return index < NumberDataViewType.All.Count ? NumberDataViewType.All[index] : throw new FormatException($"unknown number type {index}");
    }
}
