namespace MlNetDeep.Benchmarks.Compare;

/// <summary>What <c>compare</c> is asked to do.</summary>
/// <param name="Filter">Part of the names of the cases to run; empty for all.</param>
/// <param name="Pairs">How often both sides run.</param>
/// <param name="Json">The file for one line of JSON per case, or null.</param>
/// <param name="Markdown">The file to write the table into, or null.</param>
/// <param name="Base">The JSON of an earlier run whose cases stay in the table where this run does not measure them, or null.</param>
internal sealed record CompareOptions(string Filter, int Pairs, string? Json, string? Markdown, string? Base);
