using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlNetDeep.Networks;

internal sealed class RegularizerConverter : JsonConverter<Regularizer>
{
    public override Regularizer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Regularizer.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Regularizer value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
