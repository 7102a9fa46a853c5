using System.Globalization;
using System.Text.Json;
using MlNetDeep.Benchmarks.Cases;

namespace MlNetDeep.Benchmarks.Compare;

/// <summary>The table of targets, measured.</summary>
internal static class CompareCommand
{
    private const double QuietLoad = 0.5;

    public static int Run(CompareOptions options)
    {
        double load = MachineInfo.LoadAverage();
        if (load > QuietLoad)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Warning: the machine has other work (load average {load:F1}); the ratios are not reliable."));

        if (options.Markdown is not null && options.Filter.Length > 0 && options.Base is null)
            throw new CompareException($"--markdown writes the table of all cases: with --filter '{options.Filter}' give the others by --base");
        ComparisonRow[] earlier = options.Base is null ? [] : [.. File.ReadLines(options.Base).Select(line => JsonSerializer.Deserialize<ComparisonRow>(line)!)];
        var rows = new List<ComparisonRow>();
        using StreamWriter? json = options.Json is null ? null : new StreamWriter(options.Json);
        TableWriter.WriteHeader();
        foreach (ComparisonRow row in Rows(options))
        {
            rows.Add(row);
            TableWriter.Write(row);
            json?.WriteLine(JsonSerializer.Serialize(row));
            json?.Flush();
        }

        if (rows.Count == 0)
            throw NoCase(options.Filter);
        Console.WriteLine($"{rows.Count(row => row.Met == true)} targets met, {rows.Count(row => row.Met == false)} missed");
        if (options.Markdown is not null)
            MarkdownReport.Write(options.Markdown, Joined(earlier, rows), load, options.Pairs);
        return 0;
    }

    private const string MeanName = "conv geometric mean of";

    /// <summary>Our side of every case once, as short as can be: shows that all of them run.</summary>
    public static int Smoke(string filter)
    {
        ComparisonRow[] tiles = [.. FmaGate.Run(filter, smoke: true)];
        int count = tiles.Length;
        foreach (ComparisonRow row in tiles)
            Console.WriteLine($"{row.Case}: runs");
        foreach (Workload workload in Workload.All.Where(workload => workload.Select(filter).Count > 0))
        {
            ProcessReport report = OurProcess.Run(workload, MachineInfo.Threads, filter, smoke: true);
            Console.WriteLine($"{workload.Name}: {report.Seconds.Length} {(report.Seconds.Length == 1 ? "case runs" : "cases run")}");
            count += report.Seconds.Length;
        }

        if (Wants(StepAllocation.Name, filter))
        {
            Console.WriteLine($"{StepAllocation.Run(smoke: true).Case}: runs");
            count++;
        }

        return count > 0 ? 0 : throw NoCase(filter);
    }

    private static IEnumerable<ComparisonRow> Rows(CompareOptions options)
    {
        foreach (ComparisonRow row in FmaGate.Run(options.Filter, smoke: false))
            yield return row;

        var processes = new PeerProcess();
        var convolutions = new List<ComparisonRow>();
        foreach (Workload workload in Workload.All.Where(workload => workload.Select(options.Filter).Count > 0))
        {
            ComparisonRow[] rows = [.. new PeerComparison(workload, options.Filter, options.Pairs, processes).Run()];
            foreach (ComparisonRow row in rows)
                yield return row;
            if (workload is ConvolutionWorkload)
                convolutions.AddRange(rows);
            if (workload == ConvolutionWorkload.Networks[^1] && options.Filter.Length == 0)
                yield return ConvolutionMean(convolutions);
            if (workload == TrainingWorkload.ResNet18)
                yield return PeakMemory(rows[0]);
        }

        if (Wants(StepAllocation.Name, options.Filter))
            yield return StepAllocation.Run(smoke: false);
        if (Wants(ThreadScaling.Name, options.Filter))
            yield return ThreadScaling.Run(options.Pairs);
    }

    /// <summary>The rows of an earlier run in their order, those that were measured again replaced.</summary>
    private static List<ComparisonRow> Joined(IReadOnlyList<ComparisonRow> earlier, List<ComparisonRow> rows)
    {
        if (earlier.Count == 0)
            return rows;
        Dictionary<(string, string, string?), ComparisonRow> now = rows.ToDictionary(row => (row.Case, row.Peer, Way(row)));
        List<ComparisonRow> joined = [.. earlier.Select(row => now.Remove((row.Case, row.Peer, Way(row)), out ComparisonRow? again) ? again : row)];
        joined.AddRange(now.Values);
        int mean = joined.FindIndex(row => row.Case.StartsWith(MeanName, StringComparison.Ordinal));
        if (mean >= 0)
            joined[mean] = ConvolutionMean([.. joined.Where(row => row.Case.StartsWith("conv ", StringComparison.Ordinal) && !row.Case.StartsWith(MeanName, StringComparison.Ordinal))]);
        return joined;

        // Training has two rows per case and peer; only one of them has a target.
        static string? Way(ComparisonRow row) => row.Target is null ? "without" : null;
    }

    private static CompareException NoCase(string filter) => new($"no case has '{filter}' in its name");

    private static bool Wants(string name, string filter) => name.Contains(filter, StringComparison.OrdinalIgnoreCase);

    private static ComparisonRow ConvolutionMean(List<ComparisonRow> rows)
    {
        double mean = Statistics.GeometricMean([.. rows.Select(row => row.Ratio)]);
        return new ComparisonRow($"{MeanName} {rows.Count} passes", rows[0].Peer, null, null, mean, "ratio") { Target = 1.5, PeerVersion = rows[0].PeerVersion };
    }

    private static ComparisonRow PeakMemory(ComparisonRow step)
    {
        double ours = (double)step.PeakMemoryOurs!, theirs = (double)step.PeakMemoryTheirs!;
        return new ComparisonRow($"peak memory {step.Case}", step.Peer, ours, theirs, ours / theirs, "bytes")
        {
            Target = 1,
            AtMost = true,
            PeakMemoryOurs = step.PeakMemoryOurs,
            PeakMemoryTheirs = step.PeakMemoryTheirs,
            PeerVersion = step.PeerVersion,
            PeerSettings = step.PeerSettings,
        };
    }
}
