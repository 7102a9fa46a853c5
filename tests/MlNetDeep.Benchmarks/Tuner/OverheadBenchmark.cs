using System.Diagnostics;
using System.Text.Json.Nodes;
using MlNetDeep.Benchmarks.Compare;
using MlNetDeep.Tuning;

namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>What asking for a trial, ten suggestions and telling its value costs, in CPU time, beside python3-optuna in the same run.</summary>
internal static class OverheadBenchmark
{
    private static readonly string s_peer = Path.Combine(AppContext.BaseDirectory, "Peers", "optuna_overhead.py");

    public static JsonArray Run(TunerOptions options)
    {
        var rows = new JsonArray();
        int repeats = options.Smoke ? 2 : 20;
        Console.WriteLine("\nCPU milliseconds for ask, ten suggestions and tell with so many trials in the study: ours, python3-optuna's, ratio.");
        // With random sampling it is the cost of the study and its storage alone.
        foreach (string sampler in new[] { "random", "tpe" }.Where(name => TunerSampler.All.Any(known => known.Name == name)))
        {
            foreach (string storage in new[] { "memory", "sqlite", "journal" })
            {
                foreach (int trials in options.Smoke ? [50] : new[] { 100, 1000, 5000 })
                {
                    // One after the other, so that both see the same machine.
                    double ours = Ours(sampler, storage, trials, repeats);
                    double? theirs = options.Smoke ? null : Theirs(sampler, storage, trials, repeats);
                    Console.WriteLine(FormattableString.Invariant($"{sampler,-8}{storage,-10}{trials,6}  {ours,9:0.000}  {theirs,9:0.000}  {theirs / ours,7:0.0}"));
                    rows.Add(new JsonObject { ["part"] = "overhead", ["sampler"] = sampler, ["storage"] = storage, ["trials"] = trials, ["ours_ms"] = ours, ["optuna_ms"] = theirs, ["ratio"] = theirs / ours });
                }
            }
        }
        return rows;
    }

    private static double Ours(string sampler, string storage, int trials, int repeats)
    {
        string folder = Directory.CreateTempSubdirectory("mlnetdeep-overhead").FullName;
        IStudyStorage store = TunerStorage.Create(storage, Path.Combine(folder, "study"));
        try
        {
            // The trials that are there already are random: what is measured is the cost with them, not of them.
            Study history = Study.Create(new() { Storage = store, Sampler = new RandomSampler() });
            for (int i = 0; i < trials; i++) Once(history);
            Study study = Study.Open(new() { Storage = store, Sampler = TunerSampler.All.Single(known => known.Name == sampler).Create(), Seed = 1 });
            // Compiling takes longer than asking: the runtime is given the calls after which it has compiled for good.
            for (int i = 0; i < 3 * repeats; i++) Once(study);
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            for (int i = 0; i < repeats; i++) Once(study);
            return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / repeats;
        }
        finally
        {
            (store as IDisposable)?.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Once(Study study)
    {
        Trial trial = study.Ask();
        double sum = 0;
        for (int i = 0; i < 6; i++) sum += trial.SuggestFloat(FormattableString.Invariant($"f{i}"), 0, 1);
        sum += Math.Log(trial.SuggestFloat("log", 1e-5, 1, log: true)) + trial.SuggestInt("units", 16, 512, log: true) / 512.0;
        sum += trial.SuggestCategorical("kind", "a", "b", "c", "d") == "b" ? 1 : 0;
        study.Tell(trial, sum + trial.SuggestInt("layers", 1, 10));
    }

    private static double Theirs(string sampler, string storage, int trials, int repeats) =>
        JsonNode.Parse(ChildProcess.LastLine("/usr/bin/python3", [s_peer, sampler, storage, FormattableString.Invariant($"{trials}"), FormattableString.Invariant($"{repeats}")]))!["cpu_ms"]!.GetValue<double>();
}
