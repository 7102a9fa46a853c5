namespace MlNetDeep.Benchmarks.Compare;

/// <summary>One way to run a peer.</summary>
internal sealed record PeerSettings(int Threads, string Mode)
{
    public override string ToString() => $"{Mode}, {Threads} thread{(Threads == 1 ? "" : "s")}";
}
