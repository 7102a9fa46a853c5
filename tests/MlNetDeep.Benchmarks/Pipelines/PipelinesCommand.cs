using System.CommandLine;
using System.Text.Json;

namespace MlNetDeep.Benchmarks.Pipelines;

/// <summary>Measures what ML.NET's side of the library costs: scoring in cursors and row by row, and reading text files.</summary>
internal static class PipelinesCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Folder with taxi-fare-train.csv and taxi-fare-test.csv.", DefaultValueFactory = _ => "../shared/data/tabular" };
        var rows = new Option<int>("--rows") { Description = "Rows to score and to read.", DefaultValueFactory = _ => 100_000 };
        var pairs = new Option<int>("--pairs") { Description = "How often the sides run, in alternation.", DefaultValueFactory = _ => 7 };
        var json = new Option<string?>("--json") { Description = "File for the results as one JSON object." };
        var smoke = new Option<bool>("--smoke") { Description = "Few rows once, which shows that everything works." };
        var command = new Command("pipelines", "Measures scoring and reading of tables through ML.NET pipelines.") { data, rows, pairs, json, smoke };
        command.SetAction(result => Run(
            result.GetRequiredValue(data), result.GetRequiredValue(smoke) ? 2_000 : result.GetRequiredValue(rows), result.GetRequiredValue(smoke) ? 1 : result.GetRequiredValue(pairs), result.GetValue(json)));
        return command;
    }

    private static void Run(string data, int rows, int pairs, string? json)
    {
        string folder = Directory.CreateTempSubdirectory("mlnetdeep-").FullName;
        try
        {
            string csv = TaxiRides.Repeat(Path.Combine(data, "taxi-fare-train.csv"), rows, Path.Combine(folder, "rides.csv"));
            var scoring = new ScoringBenchmark(csv, Path.Combine(data, "taxi-fare-train.csv"));
            var reading = new ReadingBenchmark(csv, scoring.Model);
            var seconds = new Dictionary<string, List<double>>();
            (string Name, Func<double> Side)[] sides =
            [
                ("network", scoring.Direct), ("transform", scoring.Transform), ("row by row", scoring.RowByRow),
                ("CsvHelper", reading.CsvHelper), ("text loader", reading.Load), ("text loader and pipeline", reading.LoadAndScore),
            ];
            for (int pair = 0; pair <= pairs; pair++)
            {
                foreach ((string name, Func<double> side) in sides)
                {
                    GC.Collect();
                    double time = side();
                    // The first round warms up.
                    if (pair == 0 && pairs > 1) seconds[name] = [];
                    else (seconds.TryGetValue(name, out List<double>? known) ? known : seconds[name] = []).Add(time);
                }
            }
            Dictionary<string, double> medians = seconds.ToDictionary(pair => pair.Key, pair => pair.Value.Order().ElementAt(pair.Value.Count / 2));
            foreach ((string name, double median) in medians) Console.WriteLine($"{name,-26} {1000 * median,10:0.0} ms {rows / median,14:0} rows/s");
            var ratios = new Dictionary<string, double>
            {
                ["row by row / transform"] = medians["row by row"] / medians["transform"],
                ["transform / network"] = medians["transform"] / medians["network"],
                ["CsvHelper / text loader"] = medians["CsvHelper"] / medians["text loader"],
                ["CsvHelper / text loader and pipeline"] = medians["CsvHelper"] / medians["text loader and pipeline"],
            };
            foreach ((string name, double ratio) in ratios) Console.WriteLine($"{name,-40} {ratio:0.00}");
            if (json is not null) File.WriteAllText(json, JsonSerializer.Serialize(new { rows, seconds = medians, ratios }));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
