using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MlNetDeep.Networks;

/// <summary>
/// The graph as JSON: the layers with their unique names and options, the calls ("nodes") in an order in which they can be
/// computed, each with the indices of the calls it takes, and the indices of inputs and outputs. A layer that is frozen or learns at
/// another rate says so.
/// </summary>
internal static class NetworkJson
{
    public const int MaxLength = 64 * 1024 * 1024;

    private const string Format = "MlNetDeep.Network";
    private const int Version = 1;

    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        MaxDepth = 32,
        Converters = { new ShapeConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        // Given explicitly, because programs built for ahead-of-time compilation switch the default off.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public static byte[] Write(Network network)
    {
        GraphPlan plan = network.Plan;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteStartArray("layers");
            foreach (NetworkLayer layer in network.Layers)
            {
                json.WriteStartObject();
                json.WriteString("name", layer.Name);
                json.WriteString("type", LayerRegistry.NameOf(layer.Layer));
                json.WritePropertyName("options");
                JsonSerializer.Serialize(json, layer.Layer, layer.Layer.GetType(), s_options);
                if (layer.Frozen) json.WriteBoolean("frozen", true);
                if (layer.LearningRateFactor != 1) json.WriteNumber("learningRateFactor", layer.LearningRateFactor);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("nodes");
            foreach (PlannedCall step in plan.Steps)
            {
                json.WriteStartObject();
                json.WriteString("layer", plan.Layers[step.Layer].Name);
                WriteIndices(json, "inputs", step.Sources);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            // The inputs come first in the order.
            WriteIndices(json, "inputs", [.. Enumerable.Range(0, plan.Inputs.Count)]);
            WriteIndices(json, "outputs", plan.OutputSteps);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads the graph and how its layers are trained.</summary>
    public static (GraphPlan Plan, IReadOnlyDictionary<string, (bool Frozen, float Factor)> Training) Read(ReadOnlySpan<byte> utf8, string source)
    {
        try
        {
            return Build(JsonSerializer.Deserialize<GraphDocument>(utf8, s_options) ?? throw new JsonException("the graph is null"), source);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or OverflowException)
        {
            throw new InvalidDataException($"{source} has a graph that is not valid: {e.Message}", e);
        }
    }

    private static (GraphPlan Plan, IReadOnlyDictionary<string, (bool Frozen, float Factor)> Training) Build(GraphDocument document, string source)
    {
        if (document.Format != Format) throw new InvalidDataException($"{source} has a graph of the format '{document.Format}'; expected '{Format}'");
        if (document.Version != Version) throw new InvalidDataException($"{source} has a graph of version {document.Version}; this program reads version {Version}");

        // The serializer checks members for null, but not the elements of lists.
        if (document.Layers.Contains(null!)) throw new JsonException($"layer {document.Layers.ToList().IndexOf(null!)} is null");
        if (document.Nodes.Contains(null!)) throw new JsonException($"node {document.Nodes.ToList().IndexOf(null!)} is null");

        var layers = new Dictionary<string, Layer>(StringComparer.Ordinal);
        foreach (LayerDocument entry in document.Layers)
        {
            Type type = LayerRegistry.Find(entry.Type)
                ?? throw new InvalidDataException($"{source} has a layer of the unknown type '{entry.Type}'; a layer of your own must be registered with LayerRegistry.Register before loading");
            var layer = (Layer)(entry.Options.Deserialize(type, s_options) ?? throw new JsonException($"layer '{entry.Name}' has no options"));
            if (!(float.IsFinite(entry.LearningRateFactor) && entry.LearningRateFactor >= 0)) throw new JsonException(FormattableString.Invariant($"layer '{entry.Name}' has a learning-rate factor of {entry.LearningRateFactor}; expected a finite number of at least 0"));
            if (!layers.TryAdd(entry.Name, layer with { Name = entry.Name })) throw new JsonException($"two layers have the name '{entry.Name}'");
        }
        var nodes = new List<Node>();
        foreach (NodeDocument entry in document.Nodes)
        {
            if (!layers.TryGetValue(entry.Layer, out Layer? layer)) throw new JsonException($"node {nodes.Count} calls the layer '{entry.Layer}', which is not listed");
            nodes.Add(layer.Call([.. entry.Inputs.Select(NodeAt)]));
        }
        GraphPlan plan = GraphPlan.Create([.. document.Inputs.Select(NodeAt)], [.. document.Outputs.Select(NodeAt)]);
        // A layer that no output depends on is not part of the plan.
        var used = plan.Layers.Select(layer => layer.Name).ToHashSet(StringComparer.Ordinal);
        return (plan, document.Layers.Where(layer => used.Contains(layer.Name)).ToDictionary(layer => layer.Name, layer => (layer.Frozen, layer.LearningRateFactor), StringComparer.Ordinal));

        // Only earlier nodes can be named, so the graph cannot have a cycle.
        Node NodeAt(int index) =>
            (uint)index < (uint)nodes.Count ? nodes[index] : throw new JsonException($"node {index} is used before it is listed, or does not exist");
    }

    private static void WriteIndices(Utf8JsonWriter json, string name, IReadOnlyList<int> indices)
    {
        json.WriteStartArray(name);
        foreach (int index in indices) json.WriteNumberValue(index);
        json.WriteEndArray();
    }

    private sealed record GraphDocument(
        string Format, int Version, IReadOnlyList<LayerDocument> Layers, IReadOnlyList<NodeDocument> Nodes, IReadOnlyList<int> Inputs, IReadOnlyList<int> Outputs);

    private sealed record LayerDocument(string Name, string Type, JsonElement Options, bool Frozen = false, float LearningRateFactor = 1);

    private sealed record NodeDocument(string Layer, IReadOnlyList<int> Inputs);
}
