using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MlNetDeep.Imaging;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Pipelines.Rows;

namespace MlNetDeep.Pipelines.Inputs;

/// <summary>
/// Reads the image of a row as RGB bytes of one size: from an image column, a text column with paths, or a vector of bytes as
/// <c>LoadRawImageBytes</c> gives it.
/// </summary>
internal sealed class ImageReader
{
    private const string Expected = "Image, String or a vector of Byte";

    private readonly string _columnName;
    private readonly DataViewRow _row;
    private readonly ValueGetter<MLImage>? _image;
    private readonly ValueGetter<ReadOnlyMemory<char>>? _path;
    private readonly ValueGetter<VBuffer<byte>>? _bytes;
    private readonly int _width;
    private readonly int _height;
    private MLImage? _held;
    private VBuffer<byte> _file;

    public ImageReader(DataViewRow row, DataViewSchema.Column column, int width, int height)
    {
        _row = row;
        _columnName = column.Name;
        _width = width;
        _height = height;
        if (column.Type is ImageDataViewType) _image = row.GetGetter<MLImage>(column);
        else if (column.Type is VectorDataViewType) _bytes = row.GetGetter<VBuffer<byte>>(column);
        else _path = row.GetGetter<ReadOnlyMemory<char>>(column);
    }

    public int Length => _width * _height * 3;

    /// <summary>Finds the image column of a schema and checks its type.</summary>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw RowErrors.MissingColumn("image", name);
        bool fits = column.Type is ImageDataViewType or TextDataViewType || column.Type is VectorDataViewType vector && vector.ItemType.Equals(NumberDataViewType.Byte);
        return fits ? column : throw RowErrors.WrongType("image", name, Expected, column.Type.ToString()!);
    }

    /// <summary>Checks the type of the image column in a shape.</summary>
    public static void Check(SchemaShape shape, string name)
    {
        SchemaShape.Column column = Shapes.Find(shape, name) ?? throw RowErrors.MissingColumn("image", name);
        bool fits = column.Kind == SchemaShape.Column.VectorKind.Scalar
            ? column.ItemType is ImageDataViewType or TextDataViewType
            : column.ItemType.Equals(NumberDataViewType.Byte);
        if (!fits) throw RowErrors.WrongType("image", name, Expected, Shapes.Describe(column));
    }

    /// <summary>Reads the image of the row that the cursor stands on into <paramref name="rgb"/>, resizing it where its size differs.</summary>
    /// <exception cref="InvalidDataException">The row has no image, or its file cannot be read; the message names column, row and file.</exception>
    public void Read(Span<byte> rgb)
    {
        Image image = _image is not null ? ReadImage() : _bytes is not null ? ReadBytes() : ReadFile();
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

    private Image ReadBytes()
    {
        _bytes!(ref _file);
        if (_file.Length == 0) throw new InvalidDataException($"Row {_row.Position} has no bytes in the column '{_columnName}'.");
        try
        {
            using var stream = new MemoryStream([.. _file.DenseValues()]);
            return Image.Load(stream, new ImageLoadOptions { Channels = 3 });
        }
        catch (ImageFormatException e)
        {
            throw new InvalidDataException($"Row {_row.Position} has bytes in the column '{_columnName}' that are no image: {e.Message}", e);
        }
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
