namespace MlNetDeep.Imaging.Jpeg;

/// <summary>The first scan of a band of AC coefficients in a progressive file (ITU-T T.81, G.1.2.2).</summary>
internal sealed class AcFirstDecoder(JpegScan scan) : BlockDecoder
{
    /// <summary>The blocks from here on in which the band is empty.</summary>
    private int _emptyBlocks;

    public override void Restart() => _emptyBlocks = 0;

    public override void Decode(ref JpegBitReader reader, JpegScanComponent component, int x, int y)
    {
        if (_emptyBlocks > 0)
        {
            _emptyBlocks--;
            return;
        }
        Span<short> block = Coefficients(component.Component, x, y);
        for (int k = scan.SpectralStart; k <= scan.SpectralEnd; k++)
        {
            reader.Fill();
            int symbol = reader.Decode(component.Ac!), run = symbol >> 4, size = symbol & 15;
            if (size == 0)
            {
                if (run == 15)
                {
                    k += 15;
                    continue;
                }
                _emptyBlocks = (1 << run) - 1;
                if (run > 0) _emptyBlocks += reader.Take(run);
                return;
            }
            k += run;
            if (k > 63) throw new DecodeException("its compressed data hold a block of more than 64 coefficients");
            block[ZigZag.ToNatural[k]] = (short)(reader.TakeSigned(size) << scan.Low);
        }
    }
}
