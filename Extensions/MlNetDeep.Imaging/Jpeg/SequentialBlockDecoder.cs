namespace MlNetDeep.Imaging.Jpeg;

/// <summary>A scan of a sequential file holds whole blocks, which are transformed to samples at once.</summary>
internal sealed class SequentialBlockDecoder : BlockDecoder
{
    private readonly short[] _block = new short[64];

    public override void Decode(ref JpegBitReader reader, JpegScanComponent component, int x, int y)
    {
        JpegComponent target = component.Component;
        Span<byte> samples = target.Samples.AsSpan(y * 8 * target.Stride + x * 8);
        reader.Fill();
        int dc = (short)component.TakeDc(ref reader);
        if (DecodeAc(ref reader, component.Ac!))
        {
            _block[0] = (short)dc;
            InverseDct.Transform(_block, target.Quantization, samples, target.Stride);
            Array.Clear(_block);
        }
        else
        {
            InverseDct.TransformConstant(dc, target.Quantization![0], samples, target.Stride);
        }
    }

    private bool DecodeAc(ref JpegBitReader reader, HuffmanTable table)
    {
        bool any = false;
        Span<short> block = _block;
        for (int k = 1; k < 64; k++)
        {
            reader.Fill();
            int symbol = reader.Decode(table), size = symbol & 15;
            if (size == 0)
            {
                if (symbol != 0xF0) break;
                k += 15;
                continue;
            }
            k += symbol >> 4;
            if (k > 63) throw new DecodeException("its compressed data hold a block of more than 64 coefficients");
            block[ZigZag.ToNatural[k]] = (short)reader.TakeSigned(size);
            any = true;
        }
        return any;
    }
}
