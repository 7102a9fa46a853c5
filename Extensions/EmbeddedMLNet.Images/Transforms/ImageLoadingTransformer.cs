using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Data;

/// <summary>Loads images, or the bytes of files, from a column of paths. An empty path gives no image (null), or no bytes.</summary>
public sealed class ImageLoadingTransformer : ImageTransformerBase
{
    private readonly bool _useImageType;

    internal ImageLoadingTransformer(InputOutputColumnPair column, string? imageFolder, bool useImageType) : base(column)
    {
        ImageFolder = imageFolder ?? "";
        _useImageType = useImageType;
    }

    /// <summary>The folder that relative paths start from; empty is the current one.</summary>
    public string ImageFolder { get; }

    internal override string Expected => TextDataViewType.Instance.ToString();

    internal static ImageLoadingTransformer Read(InputOutputColumnPair pair, BinaryReader reader)
    {
        string folder = reader.ReadString();
        return new ImageLoadingTransformer(pair, folder, reader.ReadBoolean());
    }

    internal override DataViewType? OutputType(DataViewType input) =>
        input is not TextDataViewType ? null : _useImageType ? new ImageDataViewType() : new VectorDataViewType(NumberDataViewType.Byte);

    internal override Delegate CreateGetter(DataViewRow row, DataViewSchema.Column input)
    {
        ValueGetter<ReadOnlyMemory<char>> paths = row.GetGetter<ReadOnlyMemory<char>>(input);
        ReadOnlyMemory<char> path = default;
        if (_useImageType)
        {
            ValueGetter<MLImage?> images = (ref MLImage? value) =>
            {
                paths(ref path);
                value = path.IsEmpty ? null : Load(path, input.Name, MLImage.CreateFromFile);
            };
            return images;
        }
        ValueGetter<VBuffer<byte>> files = (ref VBuffer<byte> value) =>
        {
            paths(ref path);
            byte[] bytes = path.IsEmpty ? [] : Load(path, input.Name, File.ReadAllBytes);
            value = new VBuffer<byte>(bytes.Length, bytes);
        };
        return files;
    }

    internal override void WritePayload(BinaryWriter writer)
    {
        writer.Write(ImageFolder);
        writer.Write(_useImageType);
    }

    private T Load<T>(ReadOnlyMemory<char> path, string column, Func<string, T> read)
    {
        string file = Path.Combine(ImageFolder, path.ToString());
        try
        {
            return read(file);
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"Could not load the image '{file}' of column '{column}': {e.Message}", e);
        }
    }
}
