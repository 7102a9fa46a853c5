using System.Buffers.Binary;
using System.Numerics;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The format of torch.save before PyTorch 1.6: pickles of a magic number, a version, a description of the machine, the dictionary and
/// the keys of the storages; then each storage as its length in 8 bytes and its numbers.
/// </summary>
internal static class TorchLegacyFile
{
    private const long Version = 1001;

    private static readonly BigInteger s_magic = BigInteger.Parse("119547037146038801333356", System.Globalization.CultureInfo.InvariantCulture);

    // The protocol, an integer of ten bytes, and its first byte: enough to tell the format from others.
    private static ReadOnlySpan<byte> Start => [0x80, 2, 0x8a, 10, 0x6c];

    public static bool IsMatch(ReadOnlySpan<byte> start) => start.StartsWith(Start);

    public static OrderedDictionary<string, Tensor> Read(Stream stream, string source)
    {
        var objects = new TorchObjects(source);
        if (Next() is not BigInteger magic || magic != s_magic) throw Damaged("does not begin with PyTorch's magic number");
        if (Next() is not Version) throw Damaged($"has a version other than {Version}");
        if (Next() is not PickleDictionary machine || machine.Find("little_endian") is not true) throw Damaged("was written on a big-endian machine, or does not say on which");
        object? content = Next();
        if (Next() is not List<object?> keys) throw Damaged("has no list of storages");

        Dictionary<TorchStorage, long> starts = Locate(keys);
        return TorchStateDict.Read(content, stream.Length, ReadStorage, source);

        object? Next() => new PickleReader(stream, objects, source).Read();

        Dictionary<TorchStorage, long> Locate(List<object?> keys)
        {
            var starts = new Dictionary<TorchStorage, long>();
            Span<byte> count = stackalloc byte[8];
            foreach (object? key in keys)
            {
                if (key is not string name || !objects.Storages.TryGetValue(name, out TorchStorage? storage)) throw Damaged("lists a storage that no tensor has");
                if (stream.ReadAtLeast(count, 8, throwOnEndOfStream: false) < 8) throw Damaged($"was cut before the storage '{name}'");
                long given = BinaryPrimitives.ReadInt64LittleEndian(count), left = stream.Length - stream.Position;
                if (given != storage.Count) throw Damaged($"has {given} numbers in the storage '{name}', whose tensors need {storage.Count}");
                if (given > left / storage.DataType.Size) throw Damaged($"was cut: the storage '{name}' has {given} numbers of {storage.DataType.Size} bytes, {left} bytes are left");
                if (!starts.TryAdd(storage, stream.Position)) throw Damaged($"lists the storage '{name}' twice");
                stream.Position += given * storage.DataType.Size;
            }
            return starts;
        }

        float[] ReadStorage(TorchStorage storage)
        {
            stream.Position = starts.TryGetValue(storage, out long start) ? start : throw Damaged($"has no storage '{storage.Key}'");
            return TorchNumbers.Read(stream, stream.Length - start, storage, source);
        }

        InvalidDataException Damaged(string what) => new($"{source} {what}");
    }
}
