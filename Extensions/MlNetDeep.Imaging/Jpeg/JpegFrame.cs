using System.Buffers.Binary;

namespace MlNetDeep.Imaging.Jpeg;

/// <summary>A frame header (SOF): the size, the coding and the components.</summary>
internal sealed class JpegFrame
{
    private JpegFrame(int width, int height, bool progressive, JpegComponent[] components)
    {
        (Width, Height, IsProgressive, Components) = (width, height, progressive, components);
        MaxHorizontal = components.Max(c => c.Horizontal);
        MaxVertical = components.Max(c => c.Vertical);
        foreach (JpegComponent c in components) c.SetSize(width, height, MaxHorizontal, MaxVertical);
    }

    public int Width { get; }

    public int Height { get; }

    public bool IsProgressive { get; }

    public JpegComponent[] Components { get; }

    public int MaxHorizontal { get; }

    public int MaxVertical { get; }

    public int McusWide => (Width + 8 * MaxHorizontal - 1) / (8 * MaxHorizontal);

    public int McusHigh => (Height + 8 * MaxVertical - 1) / (8 * MaxVertical);

    /// <summary>What decoding allocates: the picture, and for each component samples and, if progressive, coefficients.</summary>
    public long DecodingBytes =>
        (long)Width * Height * (Components.Length == 1 ? 1 : 3) + Components.Sum(c => c.PaddedBlocks) * 64 * (IsProgressive ? 1 + sizeof(short) : 1);

    public static JpegFrame Read(int marker, ReadOnlySpan<byte> data)
    {
        if (marker is not (JpegMarker.BaselineFrame or JpegMarker.ExtendedFrame or JpegMarker.ProgressiveFrame))
            throw new DecodeException($"JPEG with {JpegMarker.UnsupportedFrame(marker)} is not supported");
        if (data.Length < 6) throw new DecodeException($"its frame header has {data.Length} bytes, expected at least 6");
        if (data[0] != 8)
            throw new DecodeException(data[0] is 12 or 16 ? $"JPEG with {data[0]} bits per sample is not supported" : $"its frame header claims {data[0]} bits per sample, expected 8");
        int height = BinaryPrimitives.ReadUInt16BigEndian(data[1..]), width = BinaryPrimitives.ReadUInt16BigEndian(data[3..]), count = data[5];
        if (height == 0 || width == 0) throw new DecodeException($"its size is {width} x {height}, expected at least 1 x 1");
        if (count is not (1 or 3 or 4)) throw new DecodeException($"it has {count} colour components, expected 1, 3 or 4");
        if (data.Length != 6 + 3 * count) throw new DecodeException($"its frame header has {data.Length} bytes, expected {6 + 3 * count}");
        return new JpegFrame(width, height, marker == JpegMarker.ProgressiveFrame, ReadComponents(data[6..], count));
    }

    private static JpegComponent[] ReadComponents(ReadOnlySpan<byte> data, int count)
    {
        var components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
        {
            int id = data[3 * i], horizontal = data[3 * i + 1] >> 4, vertical = data[3 * i + 1] & 15, table = data[3 * i + 2];
            if (horizontal is < 1 or > 4 || vertical is < 1 or > 4)
                throw new DecodeException($"component {id} has sampling factors {horizontal} x {vertical}, expected 1 to 4");
            if (table > 3) throw new DecodeException($"component {id} uses quantization table {table}, expected 0 to 3");
            for (int k = 0; k < i; k++)
                if (components[k].Id == id) throw new DecodeException($"two of its components have the number {id}");
            // A single component has no other to be sampled against: one block per MCU, whatever the factors.
            components[i] = count == 1 ? new JpegComponent(id, 1, 1, table) : new JpegComponent(id, horizontal, vertical, table);
        }
        return components;
    }
}
