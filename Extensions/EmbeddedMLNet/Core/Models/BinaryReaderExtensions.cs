namespace Microsoft.ML;

internal static class BinaryReaderExtensions
{
    /// <summary>Reads a number of items, of which each takes at least some bytes of what is left.</summary>
    /// <exception cref="FormatException">There cannot be so many.</exception>
    public static int ReadCount(this BinaryReader reader, int bytesPerItem)
    {
        int count = reader.ReadInt32();
        long left = reader.BaseStream.Length - reader.BaseStream.Position;
        if (count < 0 || (long)count * bytesPerItem > left) throw new FormatException($"{count} items are announced, but only {left} bytes are left");
        return count;
    }
}
