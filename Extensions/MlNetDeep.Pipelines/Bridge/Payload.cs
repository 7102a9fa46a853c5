using System.Security.Cryptography;

namespace MlNetDeep.Pipelines.Bridge;

/// <summary>
/// The bytes of one transformer in a model file: a length, the SHA-256 of the content, the content. Whoever reads them knows
/// that nothing is missing or changed before a single field is interpreted.
/// </summary>
internal static class Payload
{
    public static byte[] Seal(Action<BinaryWriter> write)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, System.Text.Encoding.UTF8, leaveOpen: true)) write(writer);
        byte[] bytes = content.ToArray();
        return [.. BitConverter.GetBytes((long)bytes.Length), .. SHA256.HashData(bytes), .. bytes];
    }

    /// <exception cref="InvalidDataException">The content is shorter than it says, or was changed.</exception>
    public static BinaryReader Open(BinaryReader reader)
    {
        byte[] header = reader.ReadBytes(sizeof(long) + SHA256.HashSizeInBytes);
        if (header.Length < sizeof(long) + SHA256.HashSizeInBytes) throw Damaged("it ends inside its header");
        long length = BitConverter.ToInt64(header);

        // The length is not trusted: the content is read in pieces, so that a wrong length costs no more memory than the file has bytes.
        using var content = new MemoryStream();
        byte[] piece = new byte[1 << 16];
        int read;
        while (content.Length < length && (read = reader.Read(piece, 0, (int)Math.Min(piece.Length, length - content.Length))) > 0)
            content.Write(piece, 0, read);
        if (length < 0 || content.Length < length) throw Damaged($"it says {length} bytes and holds {content.Length}");

        byte[] bytes = content.ToArray();
        if (!SHA256.HashData(bytes).AsSpan().SequenceEqual(header.AsSpan(sizeof(long)))) throw Damaged("its content does not match its SHA-256");
        return new BinaryReader(new MemoryStream(bytes, writable: false), System.Text.Encoding.UTF8);
    }

    private static InvalidDataException Damaged(string how) => new($"The deep-learning part of the model file is damaged: {how}.");
}
