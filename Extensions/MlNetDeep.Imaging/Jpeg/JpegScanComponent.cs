namespace MlNetDeep.Imaging.Jpeg;

/// <summary>A component in a scan: its Huffman tables and, while decoding, the last DC value.</summary>
internal sealed class JpegScanComponent(JpegComponent component, int dcIndex, int acIndex)
{
    public JpegComponent Component { get; } = component;

    public int DcIndex { get; } = dcIndex;

    public int AcIndex { get; } = acIndex;

    /// <summary>The tables in force when the scan began; null where the scan needs none.</summary>
    public HuffmanTable? Dc { get; set; }

    /// <inheritdoc cref="Dc"/>
    public HuffmanTable? Ac { get; set; }

    public int Prediction { get; set; }

    /// <summary>Takes the difference to the last DC value and gives the new one.</summary>
    public int TakeDc(ref JpegBitReader reader)
    {
        int size = reader.Decode(Dc!);
        if (size > 0)
        {
            if (size > 15) throw new DecodeException($"its compressed data hold a DC difference of {size} bits, at most 15 are allowed");
            Prediction += reader.TakeSigned(size);
        }
        return Prediction;
    }
}
