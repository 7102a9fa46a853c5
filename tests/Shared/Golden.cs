using System.Text.Json;

namespace MlNetDeep.TestSupport;

/// <summary>
/// A topic of the golden numbers in <c>tests/golden</c>: <c>topic.json</c> describes the cases, <c>topic.bin</c> holds their
/// numbers, little-endian. See <see cref="GoldenCase"/>.
/// </summary>
internal sealed class Golden
{
    private static readonly Dictionary<string, Golden> s_topics = [];

    private readonly Dictionary<string, GoldenCase> _cases = [];

    private Golden(string topic)
    {
        byte[] numbers = File.ReadAllBytes(Repository.Golden(topic + ".bin"));
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Repository.Golden(topic + ".json")));
        foreach (JsonElement element in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            var golden = new GoldenCase(element.Clone(), numbers);
            _cases.Add(golden.Name, golden);
        }
    }

    /// <summary>Reads a topic, once per process.</summary>
    public static Golden Load(string topic)
    {
        lock (s_topics)
        {
            if (!s_topics.TryGetValue(topic, out Golden? golden)) s_topics.Add(topic, golden = new Golden(topic));
            return golden;
        }
    }

    /// <summary>One case by its name.</summary>
    public static GoldenCase Case(string topic, string name) => Load(topic)._cases[name];

    /// <summary>The operations of a topic.</summary>
    public static IEnumerable<string> Operations(string topic) => Load(topic)._cases.Values.Select(c => c.Operation).Distinct();

    /// <summary>The names of the cases of some operations, for a theory.</summary>
    public static TheoryData<string> Names(string topic, params string[] operations) =>
        [.. Load(topic)._cases.Values.Where(c => operations.Contains(c.Operation)).Select(c => c.Name)];
}
