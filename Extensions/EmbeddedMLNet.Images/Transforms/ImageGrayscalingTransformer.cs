using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Turns images grey by the luminance of ITU-R BT.709 (0.2126 R + 0.7152 G + 0.0722 B); alpha stays.</summary>
public sealed class ImageGrayscalingTransformer : ImageTransformerBase
{
    internal ImageGrayscalingTransformer(InputOutputColumnPair column) : base(column)
    {
    }

    internal override string Expected => "Image";

    internal override DataViewType? OutputType(DataViewType input) => input as ImageDataViewType;

    internal override Delegate CreateGetter(DataViewRow row, DataViewSchema.Column input)
    {
        ValueGetter<MLImage?> images = row.GetGetter<MLImage?>(input);
        MLImage? image = null;
        ValueGetter<MLImage?> getter = (ref MLImage? value) =>
        {
            images(ref image);
            value = image is null ? null : ToGray(image);
        };
        return getter;
    }

    internal override void WritePayload(BinaryWriter writer)
    {
    }

    private static MLImage ToGray(MLImage source)
    {
        byte[] pixels = source.Pixels.ToArray();
        (int red, int blue) = source.PixelFormat == MLPixelFormat.Bgra32 ? (2, 0) : (0, 2);
        for (int i = 0; i < pixels.Length; i += 4)
        {
            // The weights in 1/10000, so that the result does not depend on how floats are rounded.
            byte gray = (byte)(((2126 * pixels[i + red]) + (7152 * pixels[i + 1]) + (722 * pixels[i + blue]) + 5000) / 10000);
            pixels[i] = pixels[i + 1] = pixels[i + 2] = gray;
        }
        MLImage result = MLImage.CreateFromPixels(source.Width, source.Height, source.PixelFormat, pixels);
        result.Tag = source.Tag;
        return result;
    }
}
