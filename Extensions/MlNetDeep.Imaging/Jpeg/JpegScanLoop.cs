namespace MlNetDeep.Imaging.Jpeg;

/// <summary>Walks over the blocks of a scan in the order of the file, and over the restart markers between them.</summary>
internal static class JpegScanLoop
{
    /// <summary>Decodes a scan and gives the position of a byte after its data, not beyond the next marker.</summary>
    public static int Run(ReadOnlySpan<byte> data, int position, JpegFrame frame, JpegScan scan, int restartInterval)
    {
        var reader = new JpegBitReader(data, position);
        BlockDecoder decoder = BlockDecoder.For(frame, scan);
        bool single = scan.Components.Length == 1;
        JpegComponent first = scan.Components[0].Component;
        int wide = single ? first.BlocksWide : frame.McusWide, high = single ? first.BlocksHigh : frame.McusHigh;
        int untilRestart = restartInterval, restarts = 0;
        for (int y = 0; y < high; y++)
        {
            for (int x = 0; x < wide; x++)
            {
                if (restartInterval > 0 && untilRestart-- == 0)
                {
                    Restart(data, ref reader, restarts++ & 7);
                    decoder.Restart();
                    foreach (JpegScanComponent component in scan.Components) component.Prediction = 0;
                    untilRestart = restartInterval - 1;
                }
                if (single) decoder.Decode(ref reader, scan.Components[0], x, y);
                else DecodeUnit(ref reader, decoder, scan.Components, x, y);
                if (reader.Overrun) throw new DecodeException($"its compressed data end early, in row {y} of {high} of a scan: the file is cut short or damaged");
            }
        }
        return reader.Position;
    }

    private static void DecodeUnit(ref JpegBitReader reader, BlockDecoder decoder, JpegScanComponent[] components, int x, int y)
    {
        foreach (JpegScanComponent component in components)
        {
            JpegComponent c = component.Component;
            for (int v = 0; v < c.Vertical; v++)
                for (int h = 0; h < c.Horizontal; h++)
                    decoder.Decode(ref reader, component, x * c.Horizontal + h, y * c.Vertical + v);
        }
    }

    private static void Restart(ReadOnlySpan<byte> data, ref JpegBitReader reader, int number)
    {
        int position = reader.Position;
        while (position + 1 < data.Length && data[position] == 0xFF && data[position + 1] == 0xFF) position++;
        if (reader.HasSpareByte || position + 1 >= data.Length || data[position] != 0xFF || data[position + 1] != JpegMarker.FirstRestart + number)
            throw new DecodeException($"restart marker {number} is not where it should be, at byte {position}: the data are damaged");
        reader.Restart(position + 2);
    }
}
