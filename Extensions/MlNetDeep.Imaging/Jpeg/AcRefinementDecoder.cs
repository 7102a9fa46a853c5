namespace MlNetDeep.Imaging.Jpeg;

/// <summary>
/// A later scan of a band of AC coefficients in a progressive file (ITU-T T.81, G.1.2.3): one more bit for each coefficient
/// that is not zero yet, and those that become plus or minus one at this bit.
/// </summary>
internal sealed class AcRefinementDecoder(JpegScan scan) : BlockDecoder
{
    private readonly short _one = (short)(1 << scan.Low);

    /// <summary>The blocks from here on in which no further coefficient appears.</summary>
    private int _settledBlocks;

    public override void Restart() => _settledBlocks = 0;

    public override void Decode(ref JpegBitReader reader, JpegScanComponent component, int x, int y)
    {
        Span<short> block = Coefficients(component.Component, x, y);
        int k = scan.SpectralStart;
        if (_settledBlocks == 0)
        {
            for (; k <= scan.SpectralEnd; k++)
            {
                reader.Fill();
                int symbol = reader.Decode(component.Ac!), run = symbol >> 4, size = symbol & 15;
                if (size > 1) throw new DecodeException($"a progressive refinement holds a coefficient of {size} bits, expected 1");
                if (size == 0 && run < 15)
                {
                    _settledBlocks = 1 << run;
                    if (run > 0) _settledBlocks += reader.Take(run);
                    break;
                }
                short value = size == 0 ? (short)0 : reader.Take(1) != 0 ? _one : (short)-_one;
                k = SkipZeros(ref reader, block, k, run);
                if (value == 0) continue;
                if (k > scan.SpectralEnd) throw new DecodeException("a progressive refinement goes beyond the end of its band");
                block[ZigZag.ToNatural[k]] = value;
            }
        }
        if (_settledBlocks == 0) return;
        SkipZeros(ref reader, block, k, int.MaxValue);
        _settledBlocks--;
    }

    /// <summary>Goes on over a run of zeros to the zero after it, and refines the coefficients on the way.</summary>
    private int SkipZeros(ref JpegBitReader reader, Span<short> block, int k, int zeros)
    {
        for (; k <= scan.SpectralEnd; k++)
        {
            ref short coefficient = ref block[ZigZag.ToNatural[k]];
            if (coefficient == 0)
            {
                if (zeros-- == 0) break;
                continue;
            }
            reader.Fill();
            if (reader.Take(1) != 0 && (coefficient & _one) == 0) coefficient += coefficient > 0 ? _one : (short)-_one;
        }
        return k;
    }
}
