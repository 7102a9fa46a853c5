using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Reads PyTorch's checkpoints (<c>.pth</c>, <c>.pt</c>): state dicts saved with <c>torch.save(model.state_dict(), path)</c>, in the zip
/// format of PyTorch 1.6 and later and in the format before it.
/// </summary>
/// <remarks>
/// <para>Such a file is a pickle, a program. It is not run: the reader knows tensors, parameters, numbers, text, lists, tuples, dicts and
/// <c>collections.OrderedDict</c>, and refuses a file that names anything else. No size in the file is trusted before it is compared
/// with the file's length; time and memory are proportional to it.</para>
/// <para>A checkpoint that keeps the state dict under <c>state_dict</c>, <c>model_state_dict</c> or <c>model</c>, beside an epoch or an
/// optimizer's state, is opened: the first of these, as long as there are no tensors beside it. When the names of all tensors begin
/// with <c>module.</c>, as DataParallel writes them, that prefix is left out. What is not a tensor is left out too.</para>
/// <para>Numbers become 32-bit floats. Exact: float32, float16, bfloat16, int8, int16, uint8, bool (0 and 1), and int32 and int64 up to
/// 2^24; larger integers and float64 are rounded to the nearest float, float64 beyond its range to infinity. Views with strides are
/// copied; the same tensor under two names is one tensor.</para>
/// </remarks>
public static class TorchCheckpoint
{
    /// <summary>Reads all tensors of a checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensors by name, in the order of the state dict and in PyTorch's layouts.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, no checkpoint, or names more than tensors; the message names the file
    /// and says what is wrong.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads all tensors of a checkpoint from a stream, from its position to its end.</summary>
    /// <param name="stream">The stream; it is first read into memory.</param>
    /// <returns>The tensors by name, in the order of the state dict and in PyTorch's layouts.</returns>
    /// <exception cref="InvalidDataException">The data are damaged, no checkpoint, or name more than tensors; the message says what is
    /// wrong.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        memory.Position = 0;
        return Read(memory, "the stream");
    }

    /// <summary>Whether a file that begins with these bytes may be a checkpoint: a zip, or torch.save's first pickle.</summary>
    internal static bool IsMatch(ReadOnlySpan<byte> start) => start.StartsWith("PK"u8) || TorchLegacyFile.IsMatch(start);

    private static OrderedDictionary<string, Tensor> Read(Stream stream, string source)
    {
        Span<byte> start = stackalloc byte[8];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        try
        {
            if (start.StartsWith("PK"u8)) return TorchZipFile.Read(stream, source);
            if (TorchLegacyFile.IsMatch(start)) return TorchLegacyFile.Read(stream, source);
        }
        catch (Exception e) when (IsDamage(e, source))
        {
            throw new InvalidDataException($"{source} is damaged or was cut: {e.Message}", e);
        }
        throw new InvalidDataException($"{source} is not a PyTorch checkpoint: it begins neither as a zip nor as a pickle of torch.save");
    }

    // What the zip reader throws when the directory of an archive is forged, beside InvalidDataException.
    private static bool IsDamage(Exception e, string source) =>
        e is EndOfStreamException or NotSupportedException or ArgumentException or OverflowException
        || (e is InvalidDataException && !e.Message.StartsWith(source, StringComparison.Ordinal));
}
