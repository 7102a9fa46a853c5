namespace MlNetDeep.Imaging.Jpeg;

/// <summary>The first scan of DC coefficients in a progressive file (ITU-T T.81, G.1.2.1).</summary>
internal sealed class DcFirstDecoder(JpegScan scan) : BlockDecoder
{
    public override void Decode(ref JpegBitReader reader, JpegScanComponent component, int x, int y)
    {
        reader.Fill();
        Coefficients(component.Component, x, y)[0] = (short)(component.TakeDc(ref reader) << scan.Low);
    }
}
