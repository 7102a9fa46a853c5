using System.Buffers.Binary;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Reads the tensors of a file of any format with weights, told apart by its first bytes.</summary>
internal static class WeightFile
{
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[64];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        if (NetworkFile.IsMatch(start)) return NetworkFile.ReadWeights(stream, path);
        if (TorchCheckpoint.IsMatch(start)) return TorchCheckpoint.Read(path);
        if (IsSafetensors(start, stream.Length) || path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase)) return SafetensorsReader.Read(stream, stream.Length, path);
        throw new InvalidDataException($"{path} has no weights: it begins neither as safetensors, nor as a PyTorch checkpoint, nor as a network file");
    }

    private static bool IsSafetensors(ReadOnlySpan<byte> start, long length) =>
        start.Length > 8 && start[8] == '{' && BinaryPrimitives.ReadUInt64LittleEndian(start) <= (ulong)length;
}
