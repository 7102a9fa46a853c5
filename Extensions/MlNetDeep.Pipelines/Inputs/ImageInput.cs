using System.Text.Json;
using Microsoft.ML;
using MlNetDeep.Tensors;
using MlNetDeep.Vision;

namespace MlNetDeep.Pipelines.Inputs;

/// <summary>An image, brought to one size and normalised, [height, width, 3].</summary>
internal sealed class ImageInput(string columnName, int width, int height, ImageNormalization normalization) : ColumnInput
{
    public const string KindName = "Image";

    public override IReadOnlyList<string> ColumnNames => [columnName];

    public override Shape Shape => new(height, width, 3);

    protected override string Kind => KindName;

    /// <summary>The same input, from another column.</summary>
    public ImageInput From(string otherColumnName) => new(otherColumnName, width, height, normalization);

    public override IReadOnlyList<DataViewSchema.Column> Find(DataViewSchema schema) => [ImageReader.Find(schema, columnName)];

    public override RowReader Open(DataViewRow row, IReadOnlyList<DataViewSchema.Column> columns)
    {
        var reader = new ImageReader(row, columns[0], width, height);
        byte[] rgb = new byte[reader.Length];
        return destination =>
        {
            reader.Read(rgb);
            normalization.Apply(rgb, destination[..rgb.Length]);
        };
    }

    protected override void WriteOptions(BinaryWriter writer)
    {
        writer.Write(columnName);
        writer.Write(width);
        writer.Write(height);
        writer.Write(JsonSerializer.Serialize(normalization));
    }

    public static ImageInput ReadOptions(BinaryReader reader)
    {
        string name = reader.ReadString();
        int width = reader.ReadInt32(), height = reader.ReadInt32();
        if (width < 1 || height < 1) throw new InvalidDataException($"The model file says that images of the column '{name}' have {width} x {height} pixels.");
        string json = reader.ReadString();
        try
        {
            return new ImageInput(name, width, height, JsonSerializer.Deserialize<ImageNormalization>(json) ?? throw new JsonException("it is null"));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"The model file holds a normalisation of images that is not valid: {e.Message}", e);
        }
    }
}
