using MlNetDeep.Benchmarks.Compare;

namespace MlNetDeep.Benchmarks.Cases;

/// <summary>Cases that one process measures one after the other, in our engine and in peers.</summary>
internal abstract class Workload
{
    /// <summary>The name by which <c>case</c> runs it.</summary>
    public abstract string Name { get; }

    /// <summary>What is measured.</summary>
    public abstract IReadOnlyList<BenchmarkCase> Cases { get; }

    /// <summary>Who else can do it, and in which ways.</summary>
    public abstract IReadOnlyList<Peer> Peers { get; }

    /// <summary>The function of the peer programs that does the same.</summary>
    public abstract string PeerFunction { get; }

    /// <summary>How long each case is measured, on both sides.</summary>
    public virtual Effort Effort => Effort.Step;

    /// <summary>Whether the peak memory of the process belongs to the case: it is the only one.</summary>
    public bool HasOwnMemory => Cases.Count == 1;

    /// <summary>The cases whose names contain <paramref name="filter"/>.</summary>
    public IReadOnlyList<BenchmarkCase> Select(string filter) =>
        [.. Cases.Where(benchmarkCase => benchmarkCase.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))];

    /// <summary>Measures a case; seconds per call.</summary>
    public abstract double Measure(BenchmarkCase benchmarkCase, Effort effort);

    /// <summary>Everything that is compared with a peer.</summary>
    public static readonly IReadOnlyList<Workload> All =
    [
        new GemmWorkload(),
        .. ConvolutionWorkload.Networks,
        .. TrainingWorkload.Networks,
        .. InferenceWorkload.Batches,
    ];
}
