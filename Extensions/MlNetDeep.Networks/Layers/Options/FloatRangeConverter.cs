using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlNetDeep.Networks;

internal sealed class FloatRangeConverter : JsonConverter<FloatRange>
{
    public override FloatRange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<float[]>(ref reader, options) is [float low, float high]
            ? new FloatRange(low, high)
            : throw new JsonException("a range is written [low, high]");

    public override void Write(Utf8JsonWriter writer, FloatRange value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Low);
        writer.WriteNumberValue(value.High);
        writer.WriteEndArray();
    }
}
