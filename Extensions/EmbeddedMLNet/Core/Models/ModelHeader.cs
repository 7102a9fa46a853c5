using System.Buffers.Binary;
using System.Text;

namespace Microsoft.ML;

/// <summary>
/// The frame of a <c>Model.key</c> entry: a header of 0x100 bytes that says what the component is and where its parts lie, the
/// component's bytes, the assembly name in UTF-16, and a tail mark.
/// </summary>
internal sealed record ModelHeader(ulong ModelSignature, uint VerWritten, uint VerReadable, string LoaderSignature, string LoaderSignatureAlt, string LoaderAssemblyName)
{
    private const int Size = 0x100;
    private const ulong Signature = 0x4C45444F4D004C4D; // "ML\0MODEL"
    private const ulong Tail = 0x4D4C004D4F44454C;      // "LEDOM\0LM"
    private const uint FormatVersion = 0x00010002;

    public static void Write(Stream destination, VersionInfo version, ReadOnlySpan<byte> model)
    {
        byte[] assembly = Encoding.Unicode.GetBytes(version.LoaderAssemblyName);
        long assemblyStart = Size + (long)model.Length;
        long tail = assemblyStart + assembly.Length;
        Span<byte> header = stackalloc byte[Size];
        header.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(header, Signature);
        BinaryPrimitives.WriteUInt32LittleEndian(header[0x08..], FormatVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(header[0x0C..], FormatVersion);
        BinaryPrimitives.WriteInt64LittleEndian(header[0x10..], Size);
        BinaryPrimitives.WriteInt64LittleEndian(header[0x18..], model.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(header[0x40..], version.ModelSignature);
        BinaryPrimitives.WriteUInt32LittleEndian(header[0x48..], version.VerWrittenCur);
        BinaryPrimitives.WriteUInt32LittleEndian(header[0x4C..], version.VerReadableCur);
        Encoding.ASCII.GetBytes(version.LoaderSignature, header[0x50..0x68]);
        Encoding.ASCII.GetBytes(version.LoaderSignatureAlt, header[0x68..0x80]);
        BinaryPrimitives.WriteInt64LittleEndian(header[0x80..], tail);
        BinaryPrimitives.WriteInt64LittleEndian(header[0x88..], tail + sizeof(ulong));
        BinaryPrimitives.WriteInt64LittleEndian(header[0x90..], assemblyStart);
        BinaryPrimitives.WriteUInt32LittleEndian(header[0x98..], (uint)assembly.Length);
        destination.Write(header);
        destination.Write(model);
        destination.Write(assembly);
        Span<byte> mark = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(mark, Tail);
        destination.Write(mark);
    }

    /// <summary>Reads the frame; every position is checked against the bytes that are there.</summary>
    public static ModelHeader Read(byte[] bytes, out ArraySegment<byte> model)
    {
        ReadOnlySpan<byte> b = bytes;
        if (b.Length < Size + sizeof(ulong) || BinaryPrimitives.ReadUInt64LittleEndian(b) != Signature) throw new FormatException("the header does not start with 'ML\\0MODEL'");
        if (BinaryPrimitives.ReadUInt32LittleEndian(b[0x0C..]) > FormatVersion)
            throw new FormatException($"the header needs a reader of version 0x{BinaryPrimitives.ReadUInt32LittleEndian(b[0x0C..]):x8}, this one is 0x{FormatVersion:x8}");
        long modelStart = BinaryPrimitives.ReadInt64LittleEndian(b[0x10..]);
        long modelSize = BinaryPrimitives.ReadInt64LittleEndian(b[0x18..]);
        long tail = BinaryPrimitives.ReadInt64LittleEndian(b[0x80..]);
        long end = BinaryPrimitives.ReadInt64LittleEndian(b[0x88..]);
        long assemblyStart = BinaryPrimitives.ReadInt64LittleEndian(b[0x90..]);
        uint assemblySize = BinaryPrimitives.ReadUInt32LittleEndian(b[0x98..]);
        if (!Inside(modelStart, modelSize, b.Length) || !Inside(assemblyStart, assemblySize, b.Length) || !Inside(tail, sizeof(ulong), b.Length) || end != b.Length || assemblySize % 2 != 0)
            throw new FormatException($"the header points outside its {b.Length} bytes");
        if (BinaryPrimitives.ReadUInt64LittleEndian(b[(int)tail..]) != Tail) throw new FormatException("the tail mark is missing");
        model = new ArraySegment<byte>(bytes, (int)modelStart, (int)modelSize);
        return new ModelHeader(
            BinaryPrimitives.ReadUInt64LittleEndian(b[0x40..]),
            BinaryPrimitives.ReadUInt32LittleEndian(b[0x48..]),
            BinaryPrimitives.ReadUInt32LittleEndian(b[0x4C..]),
            Text(b[0x50..0x68]),
            Text(b[0x68..0x80]),
            Encoding.Unicode.GetString(b.Slice((int)assemblyStart, (int)assemblySize)));
    }

    private static bool Inside(long start, long size, long length) => start >= Size && size >= 0 && start <= length && size <= length - start;

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes).TrimEnd('\0');
}
