using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Makes vectors of the pixels of images; a missing image becomes zeros.</summary>
public sealed class ImagePixelExtractingTransformer : ImageTransformerBase
{
    private readonly PixelExtraction _options;
    private readonly ImagePixelExtractingEstimator.ColorBits[] _colors;

    internal ImagePixelExtractingTransformer(InputOutputColumnPair column, PixelExtraction options) : base(column)
    {
        if (options.Colors == 0 || (options.Colors & ~ImagePixelExtractingEstimator.ColorBits.All) != 0)
            throw new ArgumentOutOfRangeException(nameof(options), options.Colors, "colorsToExtract is a combination of Alpha, Red, Green and Blue");
        if (!Enum.IsDefined(options.Order)) throw new ArgumentOutOfRangeException(nameof(options), options.Order, "orderOfExtraction is one of ARGB, ARBG, ABRG, ABGR, AGRB, AGBR");
        _options = options;
        _colors = [.. options.Order.ToString().Select(Bit).Where(bit => options.Colors.HasFlag(bit))];
    }

    internal override string Expected => "Image of a known size";

    internal static ImagePixelExtractingTransformer Read(InputOutputColumnPair pair, BinaryReader reader)
    {
        var colors = (ImagePixelExtractingEstimator.ColorBits)reader.ReadByte();
        var order = (ImagePixelExtractingEstimator.ColorsOrder)reader.ReadByte();
        bool interleave = reader.ReadBoolean();
        float offset = reader.ReadSingle();
        float scale = reader.ReadSingle();
        return new ImagePixelExtractingTransformer(pair, new PixelExtraction(colors, order, interleave, offset, scale, reader.ReadBoolean()));
    }

    internal override DataViewType? OutputType(DataViewType input)
    {
        if (input is not ImageDataViewType { Height: > 0 } image) return null;
        PrimitiveDataViewType item = _options.AsFloat ? NumberDataViewType.Single : NumberDataViewType.Byte;
        return _options.Interleave
            ? new VectorDataViewType(item, image.Height, image.Width, _colors.Length)
            : new VectorDataViewType(item, _colors.Length, image.Height, image.Width);
    }

    internal override Delegate CreateGetter(DataViewRow row, DataViewSchema.Column input)
    {
        var type = (ImageDataViewType)input.Type;
        float offset = _options.Offset;
        float scale = _options.Scale;
        return _options.AsFloat
            ? CreateGetter<float>(row, input, type, value => (value - offset) * scale)
            : CreateGetter<byte>(row, input, type, value => value);
    }

    internal override void WritePayload(BinaryWriter writer)
    {
        writer.Write((byte)_options.Colors);
        writer.Write((byte)_options.Order);
        writer.Write(_options.Interleave);
        writer.Write(_options.Offset);
        writer.Write(_options.Scale);
        writer.Write(_options.AsFloat);
    }

    private ValueGetter<VBuffer<T>> CreateGetter<T>(DataViewRow row, DataViewSchema.Column input, ImageDataViewType type, Func<byte, T> convert)
    {
        // A byte has 256 values: their conversions are looked up.
        T[] converted = [.. Enumerable.Range(0, 256).Select(i => convert((byte)i))];
        ValueGetter<MLImage?> images = row.GetGetter<MLImage?>(input);
        MLImage? image = null;
        int pixels = type.Height * type.Width;
        return (ref VBuffer<T> value) =>
        {
            images(ref image);
            if (image is null)
            {
                value = VBufferEditor.Create(ref value, pixels * _colors.Length, 0).Commit();
                return;
            }
            if (image.Width != type.Width || image.Height != type.Height)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                    $"the column '{input.Name}' has images of {type.Width} x {type.Height} pixels, but a row has one of {image.Width} x {image.Height}"));
            }
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, pixels * _colors.Length);
            ReadOnlySpan<byte> source = image.Pixels;
            for (int c = 0; c < _colors.Length; c++)
            {
                int from = ByteOf(_colors[c], image.PixelFormat);
                int to = _options.Interleave ? c : c * pixels;
                int step = _options.Interleave ? _colors.Length : 1;
                for (int p = 0; p < pixels; p++, from += 4, to += step) editor.Values[to] = converted[source[from]];
            }
            value = editor.Commit();
        };
    }

    private static int ByteOf(ImagePixelExtractingEstimator.ColorBits color, MLPixelFormat format)
    {
        bool bgr = format == MLPixelFormat.Bgra32;
        return color switch
        {
            ImagePixelExtractingEstimator.ColorBits.Red => bgr ? 2 : 0,
            ImagePixelExtractingEstimator.ColorBits.Green => 1,
            ImagePixelExtractingEstimator.ColorBits.Blue => bgr ? 0 : 2,
            _ => 3,
        };
    }

    private static ImagePixelExtractingEstimator.ColorBits Bit(char letter) => letter switch
    {
        'A' => ImagePixelExtractingEstimator.ColorBits.Alpha,
        'R' => ImagePixelExtractingEstimator.ColorBits.Red,
        'G' => ImagePixelExtractingEstimator.ColorBits.Green,
        _ => ImagePixelExtractingEstimator.ColorBits.Blue,
    };
}
