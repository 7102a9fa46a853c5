namespace MlNetDeep.Imaging.Jpeg;

internal static class JpegDecoder
{
    public static Image Decode(ReadOnlySpan<byte> data, ImageLoadOptions options) => throw new DecodeException("JPEG is not supported");
    public static ImageInfo Identify(ReadOnlySpan<byte> data, ImageLoadOptions options) => throw new DecodeException("JPEG is not supported");
}
