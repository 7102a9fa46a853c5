using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlNetDeep.Networks;

internal sealed class ConstraintConverter : JsonConverter<Constraint>
{
    public override Constraint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Constraint.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Constraint value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
