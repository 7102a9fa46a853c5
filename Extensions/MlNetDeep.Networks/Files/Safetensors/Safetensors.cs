using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Reads and writes safetensors files: named arrays of numbers behind a JSON header, the format in which weights are exchanged
/// with Python. Reading checks every size against the file before it allocates and runs no code.
/// </summary>
/// <remarks>
/// F32 is read as it is; F64, F16, BF16, integers and BOOL are converted to float. Writing is always F32, aligned to 8 bytes, in
/// the order given, so equal tensors give equal bytes.
/// </remarks>
public static class Safetensors
{
    /// <summary>Reads all tensors of a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensors by name.</returns>
    /// <exception cref="InvalidDataException">The file is damaged or not a safetensors file; the message says what is wrong.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return SafetensorsReader.Read(stream, stream.Length, path);
    }

    /// <summary>Reads all tensors from a stream, from its position to its end.</summary>
    /// <param name="stream">The stream; one that cannot seek is first read into memory.</param>
    /// <returns>The tensors by name.</returns>
    /// <exception cref="InvalidDataException">The data are damaged or not safetensors; the message says what is wrong.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.CanSeek) return SafetensorsReader.Read(stream, stream.Length - stream.Position, "the stream");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        memory.Position = 0;
        return SafetensorsReader.Read(memory, memory.Length, "the stream");
    }

    /// <summary>Writes tensors to a file, under a temporary name that is renamed at the end.</summary>
    /// <param name="path">The file; replaced when it exists.</param>
    /// <param name="tensors">The tensors and their unique names.</param>
    /// <exception cref="ArgumentException">Two tensors have the same name.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors) =>
        AtomicFile.Write(path, stream => Write(stream, tensors));

    /// <summary>Writes tensors to a stream.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="tensors">The tensors and their unique names.</param>
    /// <exception cref="ArgumentException">Two tensors have the same name.</exception>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        SafetensorsWriter.Write(stream, [.. tensors]);
    }
}
