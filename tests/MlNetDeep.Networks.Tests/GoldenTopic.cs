using System.Text.Json;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

/// <summary>Reference numbers of one topic: a JSON list of cases and a file with their arrays.</summary>
internal sealed class GoldenTopic
{
    private readonly byte[] _numbers;

    public GoldenTopic(string topic)
    {
        _numbers = File.ReadAllBytes(Repository.Golden(topic + ".bin"));
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Repository.Golden(topic + ".json")));
        Cases = [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(element => element.Clone())];
    }

    public IReadOnlyList<JsonElement> Cases { get; }

    public JsonElement this[string name] => Cases.Single(c => c.GetProperty("name").GetString() == name);

    public float[] Array(JsonElement @case, string group, string name)
    {
        JsonElement array = @case.GetProperty(group).GetProperty(name);
        int offset = array.GetProperty("offset").GetInt32(), count = array.GetProperty("count").GetInt32();
        return [.. Enumerable.Range(0, count).Select(i => BitConverter.ToSingle(_numbers, offset + i * sizeof(float)))];
    }
}
