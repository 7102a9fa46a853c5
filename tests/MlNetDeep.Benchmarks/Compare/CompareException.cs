namespace MlNetDeep.Benchmarks.Compare;

/// <summary>A comparison cannot go on; the message says why in one line.</summary>
internal sealed class CompareException(string message) : Exception(message);
