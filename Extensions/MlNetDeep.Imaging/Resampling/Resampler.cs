namespace MlNetDeep.Imaging;

internal static class Resampler
{
    public static void Resize(Image source, Image target, Interpolation interpolation) => throw new NotSupportedException();
}
