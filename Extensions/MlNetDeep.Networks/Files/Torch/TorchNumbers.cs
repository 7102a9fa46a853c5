namespace MlNetDeep.Networks;

/// <summary>Reads a storage's numbers as floats, in pieces, after comparing their length with the bytes there are.</summary>
internal static class TorchNumbers
{
    public static float[] Read(Stream stream, long length, TorchStorage storage, string source)
    {
        int size = storage.DataType.Size;
        if (storage.Count > length / size)
            throw new InvalidDataException($"{source} has {length} bytes for the storage '{storage.Key}', which needs {storage.Count} numbers of {size} bytes");
        if (storage.Count > Array.MaxLength) throw new InvalidDataException($"{source} has the storage '{storage.Key}' of {storage.Count} numbers; at most {Array.MaxLength} are possible");
        float[] numbers = new float[storage.Count];
        byte[] buffer = new byte[Math.Min(storage.Count * size, 1 << 20)];
        int perBuffer = buffer.Length / size;
        for (int done = 0; done < numbers.Length; done += perBuffer)
        {
            Span<float> part = numbers.AsSpan(done, Math.Min(perBuffer, numbers.Length - done));
            Span<byte> bytes = buffer.AsSpan(0, part.Length * size);
            stream.ReadExactly(bytes);
            storage.DataType.Convert(bytes, part);
        }
        return numbers;
    }
}
