#!/usr/bin/env dotnet
#:project ../Extensions/MlNetDeep.Networks/MlNetDeep.Networks.csproj
#:package CsvHelper
#:package System.CommandLine
#:property PublishAot=false
#:property NoWarn=$(NoWarn);CA1707

// Binary classification on a table with mixed columns and missing values: who earns more than 50,000 dollars a year.
//
//   dotnet run -c Release Examples/adult_income.cs -- --data FOLDER       adult-train.csv and adult-test.csv

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CsvHelper;
using MlNetDeep.Networks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var data = new Option<string>("--data") { Description = "folder with adult-train.csv and adult-test.csv", DefaultValueFactory = _ => "../shared/data/tabular" };
var epochs = new Option<int>("--epochs") { Description = "passes over the training set", DefaultValueFactory = _ => 16 };
var seed = new Option<ulong>("--seed") { Description = "seed of everything random", DefaultValueFactory = _ => 1 };
var json = new Option<string?>("--json") { Description = "file for the results as one JSON object" };
var smoke = new Option<bool>("--smoke") { Description = "a run of a few seconds that only shows that everything works" };
var command = new RootCommand("Trains a multilayer perceptron on the adult income table.") { data, epochs, seed, json, smoke };
command.SetAction((result, cancellation) => AdultIncome.Run(
    result.GetValue(data)!, result.GetValue(smoke) ? 2 : result.GetValue(epochs), result.GetValue(seed), result.GetValue(json), cancellation));
return await command.Parse(args).InvokeAsync();

internal static class AdultIncome
{
    private static readonly TableColumn[] s_columns =
    [
        new("age", ColumnKind.Number),
        new("age", ColumnKind.LogNumber),
        new("education-num", ColumnKind.Number),
        new("capital-gain", ColumnKind.LogNumber),
        new("capital-gain", ColumnKind.Number),
        new("capital-loss", ColumnKind.LogNumber),
        new("capital-loss", ColumnKind.Number),
        new("hours-per-week", ColumnKind.Number),
        .. new[] { "workclass", "education", "marital-status", "occupation", "relationship", "ethnicity", "sex", "native-country" }
            .Select(name => new TableColumn(name, ColumnKind.Category)),
    ];

    public static Task<int> Run(string data, int epochs, ulong seed, string? json, CancellationToken cancellation)
    {
        Dictionary<string, IReadOnlyList<string>> train = Read(Path.Combine(data, "adult-train.csv")), test = Read(Path.Combine(data, "adult-test.csv"));
        TableEncoder encoder = TableEncoder.Fit(train, s_columns);
        TensorDataset training = Samples(encoder, train), testing = Samples(encoder, test);

        Stopwatch watch = Stopwatch.StartNew();
        Network network = new Mlp { HiddenUnits = [128, 64], Activation = "relu", Dropout = 0.4f, BatchNorm = true }.Build([encoder.Width], 1, seed);
        var trainer = new Trainer(network, new BinaryCrossEntropy(), new Adam(3e-3f) { WeightDecay = 0.02f }) { Metrics = ["auc"] };
        var plan = new TrainingOptions { Epochs = epochs, BatchSize = 128, Seed = seed, LearningRateSchedule = new OneCycleSchedule(), WeightAverageDecay = 0.998f };
        trainer.Fit(training, plan, callbacks: [new LambdaCallback { EpochEnd = context => Console.WriteLine($"epoch {context.Epoch}: loss {context.History[^1].Loss:0.0000}, AUC {context.History[^1].Values["auc"]:0.0000}") }], cancellationToken: cancellation);
        EvaluationResult result = trainer.Evaluate(testing, 256, CancellationToken.None);
        Console.WriteLine($"test AUC {result.Values["auc"]:0.0000}, log-loss {result.Loss:0.0000} after {epochs} epochs in {watch.Elapsed.TotalSeconds:0} s");
        if (json is not null) File.WriteAllText(json, JsonSerializer.Serialize(new Dictionary<string, object> { ["testAuc"] = result.Values["auc"], ["testLogLoss"] = result.Loss, ["seconds"] = watch.Elapsed.TotalSeconds }));
        return Task.FromResult(0);
    }

    private static TensorDataset Samples(TableEncoder encoder, Dictionary<string, IReadOnlyList<string>> table) =>
        new(encoder.Encode(table), [.. table["over_50k"].Select(field => int.Parse(field, CultureInfo.InvariantCulture))]);

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
