using MlNetDeep.Benchmarks.Cases;

namespace MlNetDeep.Benchmarks.Compare;

/// <summary>Each register tile against the peak of the chip, both on one thread and in processor time.</summary>
internal static class FmaGate
{
    private const double Target = 0.85;
    private const int Rounds = 9;
    private const double RoundSeconds = 0.02;

    public static IEnumerable<ComparisonRow> Run(string filter, bool smoke)
    {
        var rows = new List<ComparisonRow>();
        MicroKernelBenchmark.Run(tile =>
        {
            string title = $"fma {tile.Name} {tile.Kind}";
            if (title.Contains(filter, StringComparison.OrdinalIgnoreCase))
                rows.Add(Measure(title, tile, smoke ? 1 : Rounds));
        });
        return rows;
    }

    private static ComparisonRow Measure(string title, MicroKernelCase tile, int rounds)
    {
        var rates = new List<double>();
        var peaks = new List<double>();
        Timing.Median(new Effort(0.1, 0, 1), tile.Pass);
        int repeats = Math.Max(1, (int)(RoundSeconds / Seconds(tile.Pass, 1)));
        for (int round = 0; round < rounds; round++)
        {
            peaks.Add(Math.Max(FmaPeak.Measure(), FmaPeak.Measure()));
            rates.Add(tile.Operations / Seconds(tile.Pass, repeats) / 1e9);
        }

        double ratio = Statistics.Median(rates.Zip(peaks, (rate, peak) => rate / peak));
        return new ComparisonRow(title, "peak", Statistics.Median(rates), Statistics.Median(peaks), ratio, "GFLOP/s") { Target = tile.IsGated ? Target : null };
    }

    private static double Seconds(Action pass, int repeats)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < repeats; i++)
            pass();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds / repeats;
    }
}
