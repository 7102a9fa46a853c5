using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlNetDeep.Networks;

/// <summary>
/// A layer as an option of another one: its name in the <see cref="LayerRegistry"/> and its options, as in the list of a network's
/// layers. The depth is bounded by that of the document.
/// </summary>
internal sealed class LayerConverter<TLayer> : JsonConverter<TLayer>
    where TLayer : Layer
{
    public override TLayer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        LayerText text = JsonSerializer.Deserialize<LayerText>(ref reader, options) ?? throw new JsonException("a layer within a layer is null");
        Type type = LayerRegistry.Find(text.Type)
            ?? throw new JsonException($"there is no layer type '{text.Type}'; a layer of your own must be registered with LayerRegistry.Register before loading");
        if (!type.IsAssignableTo(typeof(TLayer))) throw new JsonException($"a layer within a layer is of type '{text.Type}'; expected a {typeof(TLayer).Name}");
        return (TLayer)(text.Options.Deserialize(type, options) ?? throw new JsonException($"a layer '{text.Type}' within a layer has no options"));
    }

    public override void Write(Utf8JsonWriter writer, TLayer value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("type", LayerRegistry.NameOf(value));
        writer.WritePropertyName("options");
        JsonSerializer.Serialize(writer, value, value.GetType(), options);
        writer.WriteEndObject();
    }

    private sealed record LayerText(string Type, JsonElement Options);
}
