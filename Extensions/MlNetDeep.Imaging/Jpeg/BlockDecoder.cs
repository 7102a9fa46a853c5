namespace MlNetDeep.Imaging.Jpeg;

/// <summary>What a kind of scan does with the data of one block; <see cref="JpegScanLoop"/> walks over the blocks.</summary>
internal abstract class BlockDecoder
{
    /// <summary>Decodes the block in column <paramref name="x"/> of row <paramref name="y"/> of a component's blocks.</summary>
    public abstract void Decode(ref JpegBitReader reader, JpegScanComponent component, int x, int y);

    /// <summary>Forgets what is carried from block to block.</summary>
    public virtual void Restart()
    {
    }

    public static BlockDecoder For(JpegFrame frame, JpegScan scan) => (frame.IsProgressive, scan.SpectralStart, scan.High) switch
    {
        (false, _, _) => new SequentialBlockDecoder(),
        (_, 0, 0) => new DcFirstDecoder(scan),
        (_, 0, _) => new DcRefinementDecoder(scan),
        (_, _, 0) => new AcFirstDecoder(scan),
        _ => new AcRefinementDecoder(scan),
    };

    protected static Span<short> Coefficients(JpegComponent component, int x, int y) =>
        component.Coefficients.AsSpan((y * component.PaddedBlocksWide + x) * 64, 64);
}
