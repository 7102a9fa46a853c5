using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using MlNetDeep.Imaging.Png;

namespace MlNetDeep.Imaging.Tests.Png;

/// <summary>Writes PNG files with any header and chunks, also forbidden ones.</summary>
internal sealed class PngWriter
{
    private readonly List<byte> _file = [];

    public PngWriter(int width, int height, int bitDepth, int colorType, int interlace = 0)
    {
        _file.AddRange(PngDecoder.Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)bitDepth, (byte)colorType, (byte)interlace);
        Chunk("IHDR", header);
    }

    public PngWriter Chunk(string type, params byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        byte[] name = Encoding.ASCII.GetBytes(type);
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        _file.AddRange(number);
        _file.AddRange(name);
        _file.AddRange(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(name, data));
        _file.AddRange(number);
        return this;
    }

    /// <summary>The pixels: rows with their filter byte, and the end of the file.</summary>
    public byte[] Pixels(params byte[] rows)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(rows);
        return Chunk("IDAT", compressed.ToArray()).Chunk("IEND")._file.ToArray();
    }
}
