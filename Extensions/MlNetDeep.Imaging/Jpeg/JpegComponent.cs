namespace MlNetDeep.Imaging.Jpeg;

/// <summary>One colour component of a frame: its sampling, its tables and the blocks and samples decoded so far.</summary>
internal sealed class JpegComponent(int id, int horizontal, int vertical, int quantizationIndex)
{
    public int Id { get; } = id;

    /// <summary>Blocks per MCU along x, 1 to 4.</summary>
    public int Horizontal { get; } = horizontal;

    /// <summary>Blocks per MCU along y, 1 to 4.</summary>
    public int Vertical { get; } = vertical;

    public int QuantizationIndex { get; } = quantizationIndex;

    /// <summary>The samples that belong to the picture, without the filling of the last blocks.</summary>
    public int Width { get; private set; }

    /// <inheritdoc cref="Width"/>
    public int Height { get; private set; }

    /// <summary>The blocks that hold samples of the picture: those of a scan with this component alone.</summary>
    public int BlocksWide { get; private set; }

    /// <inheritdoc cref="BlocksWide"/>
    public int BlocksHigh { get; private set; }

    /// <summary>The blocks in a row of whole MCUs: those of a scan with several components.</summary>
    public int PaddedBlocksWide { get; private set; }

    /// <inheritdoc cref="PaddedBlocksWide"/>
    public int PaddedBlocksHigh { get; private set; }

    /// <summary>The quantization table in force when the component's first scan began; null before it.</summary>
    public ushort[]? Quantization { get; set; }

    /// <summary>The samples, rows of <see cref="Stride"/>.</summary>
    public byte[] Samples { get; private set; } = [];

    public int Stride => PaddedBlocksWide * 8;

    /// <summary>The coefficients of all blocks, 64 each in row-major order; empty unless the frame is progressive.</summary>
    public short[] Coefficients { get; private set; } = [];

    /// <summary>For each coefficient in zigzag order the lowest bit that a progressive scan has given, or -1.</summary>
    public sbyte[] KnownDownTo { get; } = MakeUnknown();

    public void SetSize(int imageWidth, int imageHeight, int maxHorizontal, int maxVertical)
    {
        Width = DivideUp(imageWidth * (long)Horizontal, maxHorizontal);
        Height = DivideUp(imageHeight * (long)Vertical, maxVertical);
        BlocksWide = DivideUp(Width, 8);
        BlocksHigh = DivideUp(Height, 8);
        PaddedBlocksWide = DivideUp(imageWidth, 8 * maxHorizontal) * Horizontal;
        PaddedBlocksHigh = DivideUp(imageHeight, 8 * maxVertical) * Vertical;
    }

    public long PaddedBlocks => (long)PaddedBlocksWide * PaddedBlocksHigh;

    public void Allocate(bool progressive)
    {
        Samples = GC.AllocateUninitializedArray<byte>((int)PaddedBlocks * 64);
        if (progressive) Coefficients = new short[(int)PaddedBlocks * 64];
    }

    private static int DivideUp(long value, int divisor) => (int)((value + divisor - 1) / divisor);

    private static sbyte[] MakeUnknown()
    {
        var result = new sbyte[64];
        Array.Fill(result, (sbyte)-1);
        return result;
    }
}
