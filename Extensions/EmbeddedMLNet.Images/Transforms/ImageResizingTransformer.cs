using Microsoft.ML.Data;
using Picture = MlNetDeep.Imaging.Image;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Brings images to one size.</summary>
public sealed class ImageResizingTransformer : ImageTransformerBase
{
    private const int BytesPerPixel = 4;

    private readonly ImageDataViewType _type;
    private readonly ImageResizingEstimator.ResizingKind _resizing;
    private readonly ImageResizingEstimator.Anchor _anchor;

    internal ImageResizingTransformer(InputOutputColumnPair column, int imageWidth, int imageHeight, ImageResizingEstimator.ResizingKind resizing, ImageResizingEstimator.Anchor cropAnchor) : base(column)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(imageWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(imageHeight, 1);
        if (!Enum.IsDefined(resizing)) throw new ArgumentOutOfRangeException(nameof(resizing), resizing, "resizing is IsoPad, IsoCrop or Fill");
        if (!Enum.IsDefined(cropAnchor)) throw new ArgumentOutOfRangeException(nameof(cropAnchor), cropAnchor, "cropAnchor is Right, Left, Top, Bottom or Center");
        _type = new ImageDataViewType(imageHeight, imageWidth);
        _resizing = resizing;
        _anchor = cropAnchor;
    }

    internal override string Expected => "Image";

    internal static ImageResizingTransformer Read(InputOutputColumnPair pair, BinaryReader reader)
    {
        int width = reader.ReadInt32();
        int height = reader.ReadInt32();
        var resizing = (ImageResizingEstimator.ResizingKind)reader.ReadByte();
        return new ImageResizingTransformer(pair, width, height, resizing, (ImageResizingEstimator.Anchor)reader.ReadByte());
    }

    internal override DataViewType? OutputType(DataViewType input) => input is ImageDataViewType ? _type : null;

    internal override Delegate CreateGetter(DataViewRow row, DataViewSchema.Column input)
    {
        ValueGetter<MLImage?> images = row.GetGetter<MLImage?>(input);
        MLImage? image = null;
        ValueGetter<MLImage?> getter = (ref MLImage? value) =>
        {
            images(ref image);
            value = image is null ? null : Resize(image);
        };
        return getter;
    }

    internal override void WritePayload(BinaryWriter writer)
    {
        writer.Write(_type.Width);
        writer.Write(_type.Height);
        writer.Write((byte)_resizing);
        writer.Write((byte)_anchor);
    }

    private MLImage Resize(MLImage source)
    {
        // The channels are resized alike, so their order does not matter here.
        var picture = new Picture(source.Width, source.Height, BytesPerPixel, source.Pixels.ToArray());
        (int width, int height) = (_type.Width, _type.Height);
        Picture result = _resizing switch
        {
            ImageResizingEstimator.ResizingKind.Fill => picture.Resize(width, height),
            ImageResizingEstimator.ResizingKind.IsoPad => Pad(picture, width, height),
            _ => Crop(picture, width, height),
        };
        MLImage resized = MLImage.CreateFromPixels(width, height, source.PixelFormat, result.Pixels);
        resized.Tag = source.Tag;
        return resized;
    }

    private static Picture Pad(Picture picture, int width, int height)
    {
        double scale = Math.Min((double)width / picture.Width, (double)height / picture.Height);
        Picture scaled = picture.Resize(Scaled(picture.Width, scale, 1, width), Scaled(picture.Height, scale, 1, height));
        var padded = new Picture(width, height, BytesPerPixel);
        int left = (width - scaled.Width) / 2;
        int top = (height - scaled.Height) / 2;
        for (int y = 0; y < scaled.Height; y++) scaled.Row(y).CopyTo(padded.Row(top + y)[(left * BytesPerPixel)..]);
        return padded;
    }

    private Picture Crop(Picture picture, int width, int height)
    {
        double scale = Math.Max((double)width / picture.Width, (double)height / picture.Height);
        // What is cropped away need not be resized first: the part that stays is cut out of the original.
        int keptWidth = Scaled(width, 1 / scale, 1, picture.Width);
        int keptHeight = Scaled(height, 1 / scale, 1, picture.Height);
        int spareWidth = picture.Width - keptWidth;
        int spareHeight = picture.Height - keptHeight;
        int left = _anchor switch { ImageResizingEstimator.Anchor.Left => 0, ImageResizingEstimator.Anchor.Right => spareWidth, _ => spareWidth / 2 };
        int top = _anchor switch { ImageResizingEstimator.Anchor.Top => 0, ImageResizingEstimator.Anchor.Bottom => spareHeight, _ => spareHeight / 2 };
        Picture kept = spareWidth == 0 && spareHeight == 0 ? picture : picture.Crop(left, top, keptWidth, keptHeight);
        return kept.Resize(width, height);
    }

    private static int Scaled(int size, double scale, int minimum, int maximum) => Math.Clamp((int)Math.Round(size * scale), minimum, maximum);
}
