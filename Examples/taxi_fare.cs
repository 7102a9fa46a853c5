#!/usr/bin/env dotnet
#:project ../Extensions/MlNetDeep.Networks/MlNetDeep.Networks.csproj
#:package CsvHelper
#:package System.CommandLine
#:property PublishAot=false
#:property NoWarn=$(NoWarn);CA1707

// Regression on a table with mixed columns: what a taxi ride costs.
//
//   dotnet run -c Release Examples/taxi_fare.cs -- --data FOLDER          taxi-fare-train.csv and taxi-fare-test.csv

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CsvHelper;
using MlNetDeep.Networks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var data = new Option<string>("--data") { Description = "folder with taxi-fare-train.csv and taxi-fare-test.csv", DefaultValueFactory = _ => "../shared/data/tabular" };
var epochs = new Option<int>("--epochs") { Description = "passes over the training set", DefaultValueFactory = _ => 60 };
var seed = new Option<ulong>("--seed") { Description = "seed of everything random", DefaultValueFactory = _ => 1 };
var json = new Option<string?>("--json") { Description = "file for the results as one JSON object" };
var smoke = new Option<bool>("--smoke") { Description = "a run of a few seconds that only shows that everything works" };
var command = new RootCommand("Trains a multilayer perceptron on taxi fares.") { data, epochs, seed, json, smoke };
command.SetAction((result, cancellation) => TaxiFare.Run(
    result.GetValue(data)!, result.GetValue(smoke) ? 2 : result.GetValue(epochs), result.GetValue(seed), result.GetValue(json), cancellation));
return await command.Parse(args).InvokeAsync();

internal static class TaxiFare
{
    private const string Target = "fare_amount";

    private static readonly TableColumn[] s_columns =
    [
        new("vendor_id", ColumnKind.Category),
        new("payment_type", ColumnKind.Category),
        new("rate_code", ColumnKind.Category),
        new("passenger_count", ColumnKind.Number),
        new("trip_time_in_secs", ColumnKind.LogNumber),
        new("trip_distance", ColumnKind.LogNumber),
        new("trip_time_in_secs", ColumnKind.Number),
        new("trip_distance", ColumnKind.Number),
    ];

    public static Task<int> Run(string data, int epochs, ulong seed, string? json, CancellationToken cancellation)
    {
        Dictionary<string, IReadOnlyList<string>> train = Read(Path.Combine(data, "taxi-fare-train.csv")), test = Read(Path.Combine(data, "taxi-fare-test.csv"));
        TableEncoder encoder = TableEncoder.Fit(train, s_columns), fares = TableEncoder.Fit(train, [new(Target, ColumnKind.Number)]);
        var training = new TensorDataset(encoder.Encode(train), fares.Encode(train));
        var testing = new TensorDataset(encoder.Encode(test), fares.Encode(test));

        Stopwatch watch = Stopwatch.StartNew();
        Network network = Network.Sequential([encoder.Width],
        [
            new Dense(128) { Activation = "silu", KernelInitializer = "he_normal" },
            new Dense(128) { Activation = "silu", KernelInitializer = "he_normal" },
            new Dense(64) { Activation = "silu", KernelInitializer = "he_normal" },
            new Dense(1),
        ], seed);
        var trainer = new Trainer(network, new MeanSquaredError(), new Adam(3e-3f) { WeightDecay = 1e-3f }) { Metrics = ["r2"] };
        var plan = new TrainingOptions { Epochs = epochs, BatchSize = 256, Seed = seed, LearningRateSchedule = new OneCycleSchedule(), WeightAverageDecay = 0.998f };
        trainer.Fit(training, plan, callbacks: [new LambdaCallback { EpochEnd = context => Console.WriteLine($"epoch {context.Epoch}: loss {context.History[^1].Loss:0.0000}") }], cancellationToken: cancellation);
        double r2 = trainer.Evaluate(testing, 256, CancellationToken.None).Values["r2"];
        Console.WriteLine($"test R2 {r2:0.0000} after {epochs} epochs in {watch.Elapsed.TotalSeconds:0} s");
        if (json is not null) File.WriteAllText(json, JsonSerializer.Serialize(new Dictionary<string, object> { ["testR2"] = r2, ["seconds"] = watch.Elapsed.TotalSeconds }));
        return Task.FromResult(0);
    }

    private static Dictionary<string, IReadOnlyList<string>> Read(string path)
    {
        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        Dictionary<string, List<string>> columns = csv.HeaderRecord!.ToDictionary(name => name, _ => new List<string>());
        while (csv.Read())
            foreach ((string name, List<string> fields) in columns) fields.Add(csv.GetField(name)!);
        return columns.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value);
    }
}
