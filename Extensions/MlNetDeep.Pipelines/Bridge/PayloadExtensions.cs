using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Bridge;

/// <summary>Lists in a payload: a count, then the items. A count is believed only as far as the payload has bytes.</summary>
internal static class PayloadExtensions
{
    private const int MaximumRank = 16;

    public static void WriteStrings(this BinaryWriter writer, IReadOnlyList<string> values)
    {
        writer.Write(values.Count);
        foreach (string value in values) writer.Write(value);
    }

    public static void WriteIntegers(this BinaryWriter writer, IReadOnlyList<int> values)
    {
        writer.Write(values.Count);
        foreach (int value in values) writer.Write(value);
    }

    public static void WriteFloats(this BinaryWriter writer, IReadOnlyList<float> values)
    {
        writer.Write(values.Count);
        foreach (float value in values) writer.Write(value);
    }

    public static void WriteShape(this BinaryWriter writer, Shape shape) => writer.WriteIntegers([.. shape.Dimensions]);

    public static string[] ReadStrings(this BinaryReader reader)
    {
        string[] values = new string[reader.ReadLength(1)];
        for (int i = 0; i < values.Length; i++) values[i] = reader.ReadString();
        return values;
    }

    public static int[] ReadIntegers(this BinaryReader reader)
    {
        int[] values = new int[reader.ReadLength(sizeof(int))];
        for (int i = 0; i < values.Length; i++) values[i] = reader.ReadInt32();
        return values;
    }

    public static float[] ReadFloats(this BinaryReader reader)
    {
        float[] values = new float[reader.ReadLength(sizeof(float))];
        for (int i = 0; i < values.Length; i++) values[i] = reader.ReadSingle();
        return values;
    }

    public static Shape ReadShape(this BinaryReader reader)
    {
        int[] dimensions = reader.ReadIntegers();
        if (dimensions.Length is 0 or > MaximumRank || dimensions.Any(d => d < 1) || dimensions.Aggregate(1.0, (product, d) => product * d) > int.MaxValue)
            throw new InvalidDataException($"The model file says that a sample has the shape [{string.Join(", ", dimensions.Take(MaximumRank))}].");
        return new Shape(dimensions);
    }

    public static int ReadLength(this BinaryReader reader, int smallestItem)
    {
        int count = reader.ReadInt32();
        long left = reader.BaseStream.Length - reader.BaseStream.Position;
        return count >= 0 && count <= left / smallestItem ? count : throw new InvalidDataException($"The model file says that a list has {count} items, of which {left} bytes are left.");
    }
}
