using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MlNetDeep.Imaging;
using MlNetDeep.Pipelines.Rows;

namespace MlNetDeep.Pipelines;

/// <summary>Reads the image of a row, from an image column or from a text column with paths, as RGB bytes of one size.</summary>
internal sealed class ImageReader
{
    private readonly string _columnName;
    private readonly DataViewRow _row;
    private readonly ValueGetter<MLImage>? _image;
    private readonly ValueGetter<ReadOnlyMemory<char>>? _path;
    private readonly int _width;
    private readonly int _height;
    private MLImage? _held;

    public ImageReader(DataViewRow row, DataViewSchema.Column column, int width, int height)
    {
        _row = row;
        _columnName = column.Name;
        _width = width;
        _height = height;
        if (column.Type is ImageDataViewType) _image = row.GetGetter<MLImage>(column);
        else _path = row.GetGetter<ReadOnlyMemory<char>>(column);
    }

    public int Length => _width * _height * 3;

    /// <summary>Finds the image column of a schema and checks its type.</summary>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw RowErrors.MissingColumn("image", name);
        if (column.Type is not (ImageDataViewType or TextDataViewType)) throw RowErrors.WrongType("image", name, "Image or String", column.Type.ToString()!);
        return column;
    }

    /// <summary>Reads the image of the row that the cursor stands on into <paramref name="rgb"/>, resizing it where its size differs.</summary>
    /// <exception cref="InvalidDataException">The row has no image, or its file cannot be read; the message names column, row and file.</exception>
    public void Read(Span<byte> rgb)
    {
        Image image = _image is null ? ReadFile() : ReadImage();
        if (image.Width != _width || image.Height != _height) image = image.Resize(_width, _height);
        image.Pixels.CopyTo(rgb);
    }

    private Image ReadFile()
    {
        ReadOnlyMemory<char> path = default;
        _path!(ref path);
        if (path.IsEmpty) throw new InvalidDataException($"Row {_row.Position} has no path in the column '{_columnName}'.");
        return Image.Load(path.ToString(), new ImageLoadOptions { Channels = 3 });
    }

    private Image ReadImage()
    {
        // The image is handed back to the getter with the next row: whoever made it knows whether it may be disposed of.
        _image!(ref _held!);
        return _held is null ? throw new InvalidDataException($"Row {_row.Position} has no image in the column '{_columnName}'.") : ToRgb(_held);
    }

    private static Image ToRgb(MLImage source)
    {
        ReadOnlySpan<byte> pixels = source.Pixels;
        var image = new Image(source.Width, source.Height, 3);
        Span<byte> rgb = image.Pixels;
        int red = source.PixelFormat == MLPixelFormat.Bgra32 ? 2 : 0;
        for (int from = 0, to = 0; to < rgb.Length; from += 4, to += 3)
        {
            rgb[to] = pixels[from + red];
            rgb[to + 1] = pixels[from + 1];
            rgb[to + 2] = pixels[from + 2 - red];
        }
        return image;
    }
}
