namespace Microsoft.ML;

/// <summary>The checksum of zip files: CRC-32 with the reflected polynomial 0xEDB88320, eight bytes at a time.</summary>
internal struct Crc32
{
    private static readonly uint[][] s_tables = CreateTables();
    private uint _inverted;

    public readonly uint Value => _inverted;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        uint crc = ~_inverted;
        uint[][] t = s_tables;
        while (bytes.Length >= 8)
        {
            uint low = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            uint high = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = t[7][low & 0xFF] ^ t[6][(low >> 8) & 0xFF] ^ t[5][(low >> 16) & 0xFF] ^ t[4][low >> 24] ^
                  t[3][high & 0xFF] ^ t[2][(high >> 8) & 0xFF] ^ t[1][(high >> 16) & 0xFF] ^ t[0][high >> 24];
            bytes = bytes[8..];
        }
        foreach (byte b in bytes) crc = (crc >> 8) ^ t[0][(crc ^ b) & 0xFF];
        _inverted = ~crc;
    }

    private static uint[][] CreateTables()
    {
        var tables = new uint[8][];
        for (int k = 0; k < 8; k++)
        {
            tables[k] = new uint[256];
            for (uint i = 0; i < 256; i++)
            {
                uint c = k == 0 ? i : tables[k - 1][i];
                if (k > 0) c = (c >> 8) ^ tables[0][c & 0xFF];
                else for (int bit = 0; bit < 8; bit++) c = (c & 1) != 0 ? (c >> 1) ^ 0xEDB88320u : c >> 1;
                tables[k][i] = c;
            }
        }
        return tables;
    }
}
