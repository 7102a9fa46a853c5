using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlNetDeep.Networks;

internal sealed class ActivationFunctionConverter : JsonConverter<ActivationFunction>
{
    public override ActivationFunction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ActivationFunction.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, ActivationFunction value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
