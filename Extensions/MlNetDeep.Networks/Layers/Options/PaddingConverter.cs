using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlNetDeep.Networks;

internal sealed class PaddingConverter : JsonConverter<Padding>
{
    public override Padding Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Padding.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Padding value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
