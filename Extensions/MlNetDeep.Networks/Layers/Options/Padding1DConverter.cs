using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlNetDeep.Networks;

internal sealed class Padding1DConverter : JsonConverter<Padding1D>
{
    public override Padding1D Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Padding1D.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Padding1D value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
