using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlNetDeep.Networks;

internal sealed class DimensionsConverter : JsonConverter<Dimensions>
{
    public override Dimensions Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Dimensions.Create(JsonSerializer.Deserialize<int[]>(ref reader, options) ?? throw new JsonException("dimensions are written [number, ...]"));

    public override void Write(Utf8JsonWriter writer, Dimensions value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (int number in value) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }
}
