using System.IO.Compression;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The format of torch.save since PyTorch 1.6: a zip with a folder of any name that has data.pkl, the dictionary, and data/N, the
/// storages, all stored as they are: a compressed part could claim any length.
/// </summary>
internal static class TorchZipFile
{
    private const string Pickle = "data.pkl";

    public static OrderedDictionary<string, Tensor> Read(Stream stream, string source)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        ZipArchiveEntry[] pickles = [.. zip.Entries.Where(entry => entry.FullName == Pickle || entry.FullName.EndsWith("/" + Pickle, StringComparison.Ordinal)).Take(2)];
        if (pickles is not [ZipArchiveEntry pickle]) throw Damaged(pickles.Length == 0 ? "is a zip without data.pkl, so torch.save did not write it" : "has more than one data.pkl");
        string root = pickle.FullName[..^Pickle.Length];
        if (zip.GetEntry(root + "byteorder") is { } byteOrder && Bytes(byteOrder, 16).AsSpan().SequenceEqual("big"u8)) throw Damaged("was written on a big-endian machine, which is not supported");

        using var memory = new MemoryStream(Bytes(pickle, PickleReader.MaxLength));
        object? content = new PickleReader(memory, new TorchObjects(source), source).Read();
        return TorchStateDict.Read(content, stream.Length, ReadStorage, source);

        float[] ReadStorage(TorchStorage storage)
        {
            ZipArchiveEntry entry = zip.GetEntry($"{root}data/{storage.Key}") ?? throw Damaged($"has no part '{root}data/{storage.Key}', the storage of a tensor");
            using Stream part = Open(entry, out long length);
            return TorchNumbers.Read(part, length, storage, source);
        }

        byte[] Bytes(ZipArchiveEntry entry, int limit)
        {
            using Stream part = Open(entry, out long length);
            if (length > limit) throw Damaged($"has a part '{entry.FullName}' of {length} bytes; at most {limit} are allowed");
            byte[] bytes = new byte[length];
            part.ReadExactly(bytes);
            return bytes;
        }

        Stream Open(ZipArchiveEntry entry, out long length)
        {
            length = entry.Length;
            if (entry.CompressedLength != length || length > stream.Length || length < 0) throw Damaged($"has a part '{entry.FullName}' that is compressed or longer than the file");
            return entry.Open();
        }

        InvalidDataException Damaged(string what) => new($"{source} {what}");
    }
}
