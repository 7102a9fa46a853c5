using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlNetDeep.Benchmarks.Compare;

/// <summary>What a process of either side writes as its last line.</summary>
/// <param name="Version">Of the library.</param>
/// <param name="PeakMemory">Bytes that were resident at most, the runtime included.</param>
/// <param name="Seconds">Per call, in the order of the cases.</param>
internal sealed record ProcessReport(
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("peak_memory")] long PeakMemory,
    [property: JsonPropertyName("seconds")] double[] Seconds)
{
    public static ProcessReport Parse(string line) =>
        JsonSerializer.Deserialize<ProcessReport>(line) ?? throw new CompareException($"a report was expected, not {line}");

    public string ToJson() => JsonSerializer.Serialize(this);
}
