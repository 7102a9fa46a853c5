using System.Text.Json.Nodes;

namespace MlNetDeep.Benchmarks.Cases;

/// <summary>One line of the table: something that takes time, the work it does in that time, and what must be reached.</summary>
/// <param name="Name">Unique, for example <c>train resnet18</c>.</param>
/// <param name="Work">Units done by one call: samples, or operations in units of 1e9.</param>
/// <param name="Unit">Work per second, for example <c>images/s</c>.</param>
/// <param name="Target">The least ratio of our rate to the peer's.</param>
/// <param name="Arguments">What the peer must know to do the same.</param>
internal sealed record BenchmarkCase(string Name, double Work, string Unit, double Target, JsonObject Arguments);
