namespace MlNetDeep.Imaging.Png;

internal static class PngEncoder
{
    public static byte[] Encode(Image image) => throw new NotSupportedException();
}
