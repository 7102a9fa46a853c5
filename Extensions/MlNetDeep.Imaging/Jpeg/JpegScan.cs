namespace MlNetDeep.Imaging.Jpeg;

/// <summary>A scan header (SOS): which components its data hold and, in progressive files, which bits of which coefficients.</summary>
internal sealed record JpegScan(JpegScanComponent[] Components, int SpectralStart, int SpectralEnd, int High, int Low)
{
    /// <summary>Reads the header; tables are given to the components by the caller, who knows those in force.</summary>
    public static JpegScan Read(ReadOnlySpan<byte> data, JpegFrame frame)
    {
        int count = data.Length > 0 ? data[0] : 0;
        if (count is < 1 or > 4 || data.Length != 4 + 2 * count)
            throw new DecodeException($"a scan header has {data.Length} bytes for {count} components");
        var components = new JpegScanComponent[count];
        int blocks = 0;
        for (int i = 0; i < count; i++)
        {
            int id = data[1 + 2 * i], tables = data[2 + 2 * i];
            JpegComponent component = frame.Components.FirstOrDefault(c => c.Id == id) ?? throw new DecodeException($"a scan names component {id}, which the frame does not have");
            if (components.Take(i).Any(c => c.Component == component)) throw new DecodeException($"a scan names component {id} twice");
            if (tables >> 4 > 3 || (tables & 15) > 3) throw new DecodeException($"a scan uses Huffman tables {tables >> 4} and {tables & 15}, expected 0 to 3");
            blocks += component.Horizontal * component.Vertical;
            components[i] = new JpegScanComponent(component, tables >> 4, tables & 15);
        }
        if (count > 1 && blocks > 10) throw new DecodeException($"a scan has {blocks} blocks per unit, at most 10 are allowed");
        ReadOnlySpan<byte> end = data[(1 + 2 * count)..];
        var scan = frame.IsProgressive ? new JpegScan(components, end[0], end[1], end[2] >> 4, end[2] & 15) : new JpegScan(components, 0, 63, 0, 0);
        if (frame.IsProgressive) scan.CheckProgression();
        return scan;
    }

    /// <summary>
    /// Each scan of a progressive file must add something new: bits of coefficients that no scan has given, right below those
    /// given before. This is also what bounds the number of scans.
    /// </summary>
    private void CheckProgression()
    {
        bool valid = SpectralStart == 0 ? SpectralEnd == 0 : SpectralStart <= SpectralEnd && SpectralEnd <= 63 && Components.Length == 1;
        if (!valid || Low > 13 || (High != 0 && High != Low + 1))
            throw new DecodeException($"a progressive scan of {Components.Length} components has coefficients {SpectralStart} to {SpectralEnd} and bits {High} to {Low}, which is not allowed");
        foreach (JpegScanComponent c in Components)
        {
            sbyte[] known = c.Component.KnownDownTo;
            if (SpectralStart > 0 && known[0] < 0) throw new DecodeException($"a progressive scan gives AC coefficients of component {c.Component.Id} before its DC");
            for (int k = SpectralStart; k <= SpectralEnd; k++)
            {
                if (known[k] != (High == 0 ? -1 : High))
                    throw new DecodeException($"a progressive scan gives bits {High} to {Low} of coefficient {k} of component {c.Component.Id} out of turn");
                known[k] = (sbyte)Low;
            }
        }
    }
}
