#!/usr/bin/env dotnet
#:project ../Extensions/MlNetDeep.Networks/MlNetDeep.Networks.csproj
#:package System.CommandLine
#:property PublishAot=false

// Handwritten digits of 8 x 8 pixels, tested on writers whose digits were not trained on: a multilayer perceptron and a convolutional
// network, each with three seeds.
//
//   dotnet run -c Release Examples/digits.cs -- --data FOLDER             optdigits-train.csv and optdigits-test.csv

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MlNetDeep.Networks;
using MlNetDeep.Tensors;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var data = new Option<string>("--data") { Description = "folder with optdigits-train.csv and optdigits-test.csv", DefaultValueFactory = _ => "../shared/data/tabular" };
var json = new Option<string?>("--json") { Description = "file for the results as one JSON object" };
var smoke = new Option<bool>("--smoke") { Description = "a run of a few seconds that only shows that everything works" };
var command = new RootCommand("Trains a multilayer perceptron and a convolutional network on handwritten digits.") { data, json, smoke };
command.SetAction((result, cancellation) => Digits.Run(result.GetValue(data)!, result.GetValue(json), result.GetValue(smoke), cancellation));
return await command.Parse(args).InvokeAsync();

internal static class Digits
{
    public static Task<int> Run(string data, string? json, bool smoke, CancellationToken cancellation)
    {
        TensorDataset training = Read(Path.Combine(data, "optdigits-train.csv")), test = Read(Path.Combine(data, "optdigits-test.csv"));
        ulong[] seeds = smoke ? [1] : [1, 2, 3];
        Stopwatch watch = Stopwatch.StartNew();
        double[] mlp = [.. seeds.Select(seed => Train("MLP", Mlp(seed), training, test, smoke ? 1 : 60, seed, cancellation))];
        double[] conv = [.. seeds.Select(seed => Train("conv net", ConvNet(seed), training, test, smoke ? 1 : 40, seed, cancellation))];
        Console.WriteLine($"mean test accuracy: MLP {mlp.Average():0.0000}, conv net {conv.Average():0.0000}, in {watch.Elapsed.TotalSeconds:0} s");
        if (json is not null)
        {
            File.WriteAllText(json, JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["mlpTestAccuracy"] = mlp.Average(),
                ["convTestAccuracy"] = conv.Average(),
                ["mlpTestAccuracies"] = mlp,
                ["convTestAccuracies"] = conv,
                ["seconds"] = watch.Elapsed.TotalSeconds,
            }));
        }
        return Task.FromResult(0);
    }

    private static Network Mlp(ulong seed) => Network.Sequential([8, 8, 1],
    [
        new RandomTranslation2D(0.125f, 0.125f),
        new Flatten(),
        new Dense(256) { Activation = "relu", KernelInitializer = "he_normal" },
        new Dropout(0.3f),
        new Dense(128) { Activation = "relu", KernelInitializer = "he_normal" },
        new Dropout(0.3f),
        new Dense(10),
    ], seed);

    private static Network ConvNet(ulong seed) => Network.Sequential([8, 8, 1],
    [
        new RandomTranslation2D(0.125f, 0.125f),
        new RandomRotation2D(0.03f),
        .. Convolution(32), .. Convolution(32), new MaxPool2D(2), new SpatialDropout2D(0.1f),
        .. Convolution(64), .. Convolution(64), new GlobalAveragePool2D(), new Dropout(0.2f),
        new Dense(10),
    ], seed);

    private static Layer[] Convolution(int filters) =>
        [new Conv2D(filters, 3) { Padding = Padding.Same, UseBias = false, KernelInitializer = "he_normal" }, new BatchNorm { Activation = "relu" }];

    private static double Train(string name, Network network, TensorDataset training, TensorDataset test, int epochs, ulong seed, CancellationToken cancellation)
    {
        var trainer = new Trainer(network, new SoftmaxCrossEntropy { LabelSmoothing = 0.05f }, new Adam(3e-3f) { WeightDecay = 0.01f });
        var plan = new TrainingOptions { Epochs = epochs, BatchSize = 64, Seed = seed, LearningRateSchedule = new OneCycleSchedule() };
        trainer.Fit(training, plan, cancellationToken: cancellation);
        double accuracy = trainer.Evaluate(test, 256, CancellationToken.None).Accuracy!.Value;
        Console.WriteLine($"{name}, seed {seed}: test accuracy {accuracy:0.0000}");
        return accuracy;
    }

    /// <summary>Reads lines of 64 pixels of 0 to 16, row by row, and the digit.</summary>
    private static TensorDataset Read(string path)
    {
        int[][] rows = [.. File.ReadLines(path).Select(line => line.Split(',').Select(field => int.Parse(field, CultureInfo.InvariantCulture)).ToArray())];
        float[] pixels = [.. rows.SelectMany(row => row[..64]).Select(value => value / 16f)];
        return new TensorDataset(Tensor.From(pixels, [rows.Length, 8, 8, 1]), [.. rows.Select(row => row[64])]);
    }
}
