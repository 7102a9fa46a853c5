using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlNetDeep.Networks;

internal sealed class PerChannelConverter : JsonConverter<PerChannel>
{
    public override PerChannel Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number) return reader.GetSingle();
        return JsonSerializer.Deserialize<float[]>(ref reader, options) is { Length: > 0 } values
            ? PerChannel.Create(values)
            : throw new JsonException("numbers per channel are written as one number or as an array of at least one");
    }

    public override void Write(Utf8JsonWriter writer, PerChannel value, JsonSerializerOptions options)
    {
        if (value.Count == 1)
        {
            writer.WriteNumberValue(value[0]);
            return;
        }
        writer.WriteStartArray();
        foreach (float number in value) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }
}
