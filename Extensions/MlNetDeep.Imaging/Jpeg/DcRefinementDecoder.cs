namespace MlNetDeep.Imaging.Jpeg;

/// <summary>A later scan of DC coefficients in a progressive file: one more bit for each (ITU-T T.81, G.1.2.1).</summary>
internal sealed class DcRefinementDecoder(JpegScan scan) : BlockDecoder
{
    public override void Decode(ref JpegBitReader reader, JpegScanComponent component, int x, int y)
    {
        reader.Fill();
        if (reader.Take(1) != 0) Coefficients(component.Component, x, y)[0] |= (short)(1 << scan.Low);
    }
}
