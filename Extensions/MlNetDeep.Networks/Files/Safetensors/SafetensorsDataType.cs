using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MlNetDeep.Networks;

/// <summary>A type of number in a safetensors file and its conversion to float.</summary>
internal sealed class SafetensorsDataType
{
    private delegate float ReadNumber(ReadOnlySpan<byte> bytes);

    private static readonly Dictionary<string, SafetensorsDataType> s_types = new SafetensorsDataType[]
    {
        new("F32", 4, BinaryPrimitives.ReadSingleLittleEndian),
        new("F64", 8, bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
        new("F16", 2, bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        new("BF16", 2, bytes => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16)),
        new("I64", 8, bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        new("U64", 8, bytes => BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
        new("I32", 4, bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        new("U32", 4, bytes => BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
        new("I16", 2, bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes)),
        new("U16", 2, bytes => BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
        new("I8", 1, bytes => (sbyte)bytes[0]),
        new("U8", 1, bytes => bytes[0]),
        new("BOOL", 1, bytes => bytes[0] == 0 ? 0 : 1),
    }.ToDictionary(type => type.Name, StringComparer.Ordinal);

    private readonly ReadNumber _read;

    private SafetensorsDataType(string name, int size, ReadNumber read)
    {
        Name = name;
        Size = size;
        _read = read;
    }

    public string Name { get; }

    public int Size { get; }

    public static SafetensorsDataType? Find(string name) => s_types.GetValueOrDefault(name);

    public void Convert(ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        if (Name == "F32" && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, float>(bytes).CopyTo(numbers);
            return;
        }
        for (int i = 0; i < numbers.Length; i++) numbers[i] = _read(bytes.Slice(i * Size, Size));
    }
}
