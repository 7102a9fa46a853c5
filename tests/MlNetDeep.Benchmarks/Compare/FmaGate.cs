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
        MicroKernelBenchmark.Run((name, kind, operations, pass) =>
        {
            string title = $"fma {name} {kind}";
            if (title.Contains(filter, StringComparison.OrdinalIgnoreCase))
                rows.Add(Measure(title, operations, pass, smoke ? 1 : Rounds));
        });
        return rows;
    }

    private static ComparisonRow Measure(string title, double operations, Action pass, int rounds)
    {
        var rates = new List<double>();
        var peaks = new List<double>();
        Timing.Median(new Effort(0.1, 0, 1), pass);
        int repeats = Math.Max(1, (int)(RoundSeconds / Seconds(pass, 1)));
        for (int round = 0; round < rounds; round++)
        {
            peaks.Add(Math.Max(FmaPeak.Measure(), FmaPeak.Measure()));
            rates.Add(operations / Seconds(pass, repeats) / 1e9);
        }

        double ratio = Statistics.Median(rates.Zip(peaks, (rate, peak) => rate / peak));
        return new ComparisonRow(title, "peak", Statistics.Median(rates), Statistics.Median(peaks), ratio, "GFLOP/s") { Target = Target };
    }

    private static double Seconds(Action pass, int repeats)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < repeats; i++)
            pass();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds / repeats;
    }
}
