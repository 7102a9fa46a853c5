using System.Text.Json.Serialization;

namespace MlNetDeep.Benchmarks.Compare;

/// <summary>A line of the table.</summary>
/// <param name="Case">What was measured.</param>
/// <param name="Peer">What it is compared with.</param>
/// <param name="Ours">The median on our side, in the unit.</param>
/// <param name="Theirs">The median on the other side.</param>
/// <param name="Ratio">Ours divided by theirs: the median over the pairs.</param>
/// <param name="Unit">Of both numbers.</param>
internal sealed record ComparisonRow(
    [property: JsonPropertyName("case")] string Case,
    [property: JsonPropertyName("peer")] string Peer,
    [property: JsonPropertyName("ours")] double? Ours,
    [property: JsonPropertyName("theirs")] double? Theirs,
    [property: JsonPropertyName("ratio")] double Ratio,
    [property: JsonPropertyName("unit")] string Unit)
{
    [JsonPropertyName("peak_memory_ours")]
    public long? PeakMemoryOurs { get; init; }

    [JsonPropertyName("peak_memory_theirs")]
    public long? PeakMemoryTheirs { get; init; }

    [JsonPropertyName("target")]
    public double? Target { get; init; }

    /// <summary>True when the ratio must not exceed the target, as for memory.</summary>
    [JsonPropertyName("at_most")]
    public bool AtMost { get; init; }

    [JsonPropertyName("met")]
    public bool? Met => Target is not double target ? null : AtMost ? Ratio <= target : Ratio >= target;

    [JsonPropertyName("peer_version")]
    public string? PeerVersion { get; init; }

    /// <summary>How the peer was fastest.</summary>
    [JsonPropertyName("peer_settings")]
    public string? PeerSettings { get; init; }
}
