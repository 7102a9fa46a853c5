using MlNetDeep.Imaging;

namespace MlNetDeep.Vision;

/// <summary>Brings a picture to the size and channels of a data set.</summary>
internal static class ImageFitting
{
    public static Image Apply(Image image, ImageSetOptions options)
    {
        image = options.Channels == 1 ? image.ToGray() : image.ToRgb();
        (int width, int height) = (options.Width, options.Height);
        switch (options.Fit)
        {
            case ImageFit.CenterCrop:
                // The side that is too long is cut to the other's length times the wanted proportion.
                int w = Math.Min(image.Width, Divide((long)image.Height * width, height));
                int h = Math.Min(image.Height, Divide((long)image.Width * height, width));
                if (w < image.Width || h < image.Height) image = image.Crop((image.Width - w) / 2, (image.Height - h) / 2, w, h);
                return Resize(image, width, height, options);
            case ImageFit.Pad:
                int inner = Math.Min(width, Divide((long)image.Width * height, image.Height));
                int tall = Math.Min(height, Divide((long)image.Height * width, image.Width));
                return Center(Resize(image, inner, tall, options), width, height);
            default:
                return Resize(image, width, height, options);
        }
    }

    private static int Divide(long value, long divisor) => (int)Math.Clamp((value + divisor / 2) / divisor, 1, int.MaxValue);

    private static Image Resize(Image image, int width, int height, ImageSetOptions options) =>
        image.Width == width && image.Height == height ? image : image.Resize(width, height, options.Interpolation);

    private static Image Center(Image image, int width, int height)
    {
        if (image.Width == width && image.Height == height) return image;
        var result = new Image(width, height, image.Channels);
        int left = (width - image.Width) / 2, top = (height - image.Height) / 2;
        for (int y = 0; y < image.Height; y++) image.Row(y).CopyTo(result.Row(top + y)[(left * image.Channels)..]);
        return result;
    }
}
