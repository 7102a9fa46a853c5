using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlNetDeep.Networks;

internal sealed class InitializerConverter : JsonConverter<Initializer>
{
    public override Initializer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Initializer.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Initializer value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
