using System.CommandLine;
using System.Text.Json.Nodes;

namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>Measures the tuner: search quality, cost, pruners, parallel trials, and a real network, beside what the peers reached.</summary>
internal static class TunerCommand
{
    public static Command Create()
    {
        var parts = new Option<string[]>("--part") { Description = "Only these parts: quality, overhead, robustness, pruners, parallel, digits.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var problems = new Option<string[]>("--problem") { Description = "Only these problems of the quality part.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var samplers = new Option<string[]>("--sampler") { Description = "Only these samplers of the quality part.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var seeds = new Option<int>("--seeds") { Description = "How many seeds each median is over.", DefaultValueFactory = _ => 20 };
        var data = new Option<string?>("--data") { Description = "The folder with optdigits-train.csv, for the digits part." };
        var json = new Option<string?>("--json") { Description = "The file for all results as one JSON array." };
        var smoke = new Option<bool>("--smoke") { Description = "Everything once, as short as can be, without the peers." };
        var command = new Command("tuner", "Measures samplers, pruners and storages beside Optuna, SharpLearning and ML.NET.") { parts, problems, samplers, seeds, data, json, smoke };
        command.SetAction(result => Run(
            new TunerOptions(
                result.GetRequiredValue(parts), result.GetRequiredValue(problems), result.GetRequiredValue(samplers),
                result.GetRequiredValue(smoke) ? 2 : result.GetRequiredValue(seeds), result.GetValue(data), result.GetRequiredValue(smoke)),
            result.GetValue(json)));
        return command;
    }

    /// <summary>The worker process of the robustness part.</summary>
    public static Command CreateWorker()
    {
        var storage = new Argument<string>("storage");
        var path = new Argument<string>("path");
        var trials = new Argument<int>("trials");
        var command = new Command("tuner-worker", "Evaluates trials until a study has so many.") { storage, path, trials };
        command.Hidden = true;
        command.SetAction(result => RobustnessBenchmark.Work(result.GetRequiredValue(storage), result.GetRequiredValue(path), result.GetRequiredValue(trials)));
        return command;
    }

    private static int Run(TunerOptions options, string? json)
    {
        var rows = new JsonArray();
        foreach ((string name, Func<TunerOptions, JsonArray> part) in new (string, Func<TunerOptions, JsonArray>)[]
        {
            ("quality", QualityBenchmark.Run),
            ("overhead", OverheadBenchmark.Run),
            ("robustness", RobustnessBenchmark.Run),
            ("pruners", PrunerBenchmark.Run),
            ("parallel", ParallelBenchmark.Run),
            ("digits", DigitsBenchmark.Run),
        })
        {
            if (!options.WantsPart(name)) continue;
            foreach (JsonNode? row in part(options)) rows.Add(row!.DeepClone());
        }
        if (json is not null) File.WriteAllText(json, rows.ToJsonString(new() { WriteIndented = true }));
        return 0;
    }
}
