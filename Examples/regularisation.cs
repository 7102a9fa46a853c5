#!/usr/bin/env dotnet
#:project ../Extensions/MlNetDeep.Networks/MlNetDeep.Networks.csproj
#:package System.CommandLine
#:property PublishAot=false

// Overfitting, and four ways against it: a network far too large for 200 handwritten digits learns them by heart. An L2 penalty, dropout,
// batch normalisation and early stopping each reduce the gap between the loss on what was trained on and on what was not.
//
//   dotnet run -c Release Examples/regularisation.cs -- --data FOLDER     optdigits-train.csv

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MlNetDeep.Networks;
using MlNetDeep.Tensors;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var data = new Option<string>("--data") { Description = "folder with optdigits-train.csv", DefaultValueFactory = _ => "../shared/data/tabular" };
var output = new Option<string>("--output") { Description = "folder for the plot regularisation.svg", DefaultValueFactory = _ => "regularisation-output" };
var json = new Option<string?>("--json") { Description = "file for the results as one JSON object" };
var smoke = new Option<bool>("--smoke") { Description = "a run of a few seconds that only shows that everything works" };
var command = new RootCommand("Shows what regularisation does for a network that is too large for its data.") { data, output, json, smoke };
command.SetAction((result, cancellation) => Regularisation.Run(
    result.GetValue(data)!, result.GetValue(output)!, result.GetValue(json), result.GetValue(smoke), cancellation));
return await command.Parse(args).InvokeAsync();

internal static class Regularisation
{
    private const int TrainingSamples = 200, ValidationSamples = 1000;

    private sealed record Remedy(string Name, Func<Layer[]> Hidden)
    {
        public bool StopsEarly { get; init; }
    }

    private static readonly Remedy[] s_remedies =
    [
        new("none", () => [new Dense(256) { Activation = "relu" }]),
        new("L2", () => [new Dense(256) { Activation = "relu", KernelRegularizer = "l2(0.003)" }]),
        new("dropout", () => [new Dense(256) { Activation = "relu" }, new Dropout(0.5f)]),
        new("batch norm", () => [new Dense(256) { UseBias = false }, new BatchNorm { Activation = "relu" }]),
        new("early stopping", () => [new Dense(256) { Activation = "relu" }]) { StopsEarly = true },
    ];

    public static Task<int> Run(string data, string output, string? json, bool smoke, CancellationToken cancellation)
    {
        (TensorDataset all, int count) = Read(Path.Combine(data, "optdigits-train.csv"));
        Dataset training = all.Subset([.. Enumerable.Range(0, TrainingSamples)]);
        Dataset validation = all.Subset([.. Enumerable.Range(count - ValidationSamples, ValidationSamples)]);

        var curves = new List<ChartSeries>();
        var results = new Dictionary<string, object>();
        ulong[] seeds = smoke ? [1] : [1, 2, 3];
        foreach (Remedy remedy in s_remedies)
        {
            History[] histories = new History[seeds.Length];
            double[] onTraining = new double[seeds.Length], onValidation = new double[seeds.Length], accuracy = new double[seeds.Length];
            for (int i = 0; i < seeds.Length; i++)
            {
                Network network = Network.Sequential([64], [.. remedy.Hidden(), .. remedy.Hidden(), new Dense(10)], seeds[i]);
                var trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(2e-3f));
                Callback[] callbacks = remedy.StopsEarly ? [new EarlyStopping { Patience = 3 }] : [];
                histories[i] = trainer.Fit(training, new TrainingOptions { Epochs = smoke ? 3 : 80, BatchSize = 20, Seed = seeds[i] }, validation, callbacks, cancellation);
                onTraining[i] = trainer.Evaluate(training, 256, cancellation).Loss;
                EvaluationResult result = trainer.Evaluate(validation, 256, cancellation);
                (onValidation[i], accuracy[i]) = (result.Loss, result.Accuracy!.Value);
            }
            // Both without dropout and, in the difference, without the penalty: what is left is what was learned by heart.
            double gap = onValidation.Average() - onTraining.Average();
            Console.WriteLine($"{remedy.Name,-15} training loss {onTraining.Average():0.0000}, validation loss {onValidation.Average():0.0000}, gap {gap:0.0000}, validation accuracy {accuracy.Average():0.000}");
            curves.Add(ChartSeries.Of($"{remedy.Name}: validation", histories[0]["val_loss"]));
            curves.Add(ChartSeries.Of($"{remedy.Name}: training", histories[0]["loss"]) with { Dashed = true });
            results[remedy.Name] = new { trainingLoss = onTraining.Average(), validationLoss = onValidation.Average(), gap, validationAccuracy = accuracy.Average() };
        }
        Directory.CreateDirectory(output);
        string plot = Path.Combine(output, "regularisation.svg");
        new LineChart("Loss with and without regularisation", "epoch", "loss", curves) { LogarithmicY = true }.Save(plot);
        Console.WriteLine($"the courses are drawn in {plot}");
        if (json is not null) File.WriteAllText(json, JsonSerializer.Serialize(results));
        return Task.FromResult(0);
    }

    /// <summary>Reads lines of 64 pixels of 0 to 16 and the digit.</summary>
    private static (TensorDataset Data, int Count) Read(string path)
    {
        int[][] rows = [.. File.ReadLines(path).Select(line => line.Split(',').Select(field => int.Parse(field, CultureInfo.InvariantCulture)).ToArray())];
        float[] pixels = [.. rows.SelectMany(row => row[..64]).Select(value => value / 16f)];
        return (new TensorDataset(Tensor.From(pixels, [rows.Length, 64]), [.. rows.Select(row => row[64])]), rows.Length);
    }
}
