namespace MlNetDeep.Benchmarks.Compare;

/// <summary>Another library that does the same work, run by one of the programs in Peers/.</summary>
/// <param name="Name">As shown in the table.</param>
/// <param name="Program">The program that runs it.</param>
/// <param name="Modes">Ways to run it; the fastest on one or two threads is what a case is compared with.</param>
internal sealed record Peer(string Name, PeerProgram Program, IReadOnlyList<string> Modes)
{
    /// <summary>The least ratio, where it is another than that of the case.</summary>
    public double? Target { get; init; }

    /// <summary>False for a comparison that only informs.</summary>
    public bool HasTarget { get; init; } = true;

    public static Peer PyTorch(string name, params string[] modes) => new(name, PeerProgram.PyTorch, modes);

    public static Peer OnnxRuntime() => new("ONNX Runtime", PeerProgram.OnnxRuntime, ["all optimizations"]);
}
