using MlNetDeep.Benchmarks.Cases;

namespace MlNetDeep.Benchmarks.Compare;

/// <summary>A workload in our engine and in its peers, in alternation.</summary>
internal sealed class PeerComparison(Workload workload, string filter, int pairs, PeerProcess processes)
{
    private readonly IReadOnlyList<BenchmarkCase> _cases = workload.Select(filter);
    private readonly List<ProcessReport> _ours = [];

    public IEnumerable<ComparisonRow> Run()
    {
        Opponent[] opponents = [.. workload.Peers.Select(peer => new Opponent(peer, Probe(peer)))];
        for (int pair = 0; pair < pairs; pair++)
        {
            Console.Error.WriteLine($"{workload.Name}: pair {pair + 1} of {pairs}");
            // Each side is first as often as last, which levels a machine that becomes faster or slower.
            if (pair % 2 == 0)
                _ours.Add(OurProcess.Run(workload, MachineInfo.Threads, filter, smoke: false));
            foreach (Opponent opponent in opponents)
                opponent.Reports.Add(processes.Run(opponent.Peer, workload.PeerFunction, workload.Effort, _cases.Zip(opponent.Settings)));
            if (pair % 2 == 1)
                _ours.Add(OurProcess.Run(workload, MachineInfo.Threads, filter, smoke: false));
        }

        for (int i = 0; i < _cases.Count; i++)
            foreach (Opponent opponent in opponents)
                yield return Row(i, opponent);
    }

    // One process runs each case in all ways; the fastest way of each is what it is compared with.
    private PeerSettings[] Probe(Peer peer)
    {
        Console.Error.WriteLine($"{workload.Name}: how {peer.Name} is fastest");
        PeerSettings[] settings = [.. peer.Modes.SelectMany(_ => (int[])[1, 2], (mode, threads) => new PeerSettings(threads, mode))];
        var effort = new Effort(workload.Effort.WarmUpSeconds / 2, workload.Effort.Seconds / 2, MinimumRepeats: 2);
        ProcessReport report = processes.Run(peer, workload.PeerFunction, effort, _cases.SelectMany(_ => settings, (item, way) => (item, way)));
        return [.. report.Seconds.Chunk(settings.Length).Select(seconds => settings[seconds.AsSpan().IndexOf(seconds.Min())])];
    }

    private ComparisonRow Row(int index, Opponent opponent)
    {
        BenchmarkCase item = _cases[index];
        Peer peer = opponent.Peer;
        double Rate(ProcessReport report) => item.Work / report.Seconds[index];
        return new ComparisonRow(
            item.Name,
            peer.Name,
            Statistics.Median(_ours.Select(Rate)),
            Statistics.Median(opponent.Reports.Select(Rate)),
            Statistics.Median(_ours.Zip(opponent.Reports, (ours, theirs) => Rate(ours) / Rate(theirs))),
            item.Unit)
        {
            Target = peer.HasTarget ? peer.Target ?? item.Target : null,
            PeakMemoryOurs = workload.HasOwnMemory ? Peak(_ours) : null,
            PeakMemoryTheirs = workload.HasOwnMemory ? Peak(opponent.Reports) : null,
            PeerVersion = opponent.Reports[0].Version,
            PeerSettings = opponent.Settings[index].ToString(),
        };
    }

    private static long Peak(IEnumerable<ProcessReport> reports) => (long)Statistics.Median(reports.Select(report => (double)report.PeakMemory));

    private sealed record Opponent(Peer Peer, PeerSettings[] Settings)
    {
        public List<ProcessReport> Reports { get; } = [];
    }
}
