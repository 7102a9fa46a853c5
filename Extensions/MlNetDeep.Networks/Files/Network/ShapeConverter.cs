using System.Text.Json;
using System.Text.Json.Serialization;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

internal sealed class ShapeConverter : JsonConverter<Shape>
{
    public override Shape Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize<int[]>(ref reader, options) ?? throw new JsonException("a shape is an array of lengths"));

    public override void Write(Utf8JsonWriter writer, Shape value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (int length in value.Dimensions) writer.WriteNumberValue(length);
        writer.WriteEndArray();
    }
}
