#!/usr/bin/env dotnet
#:project ../Extensions/MlNetDeep.Vision/MlNetDeep.Vision.csproj
#:package System.CommandLine
#:property PublishAot=false

// A residual network on CIFAR-10, from its pictures in two zip files to a saved network: above 0.90 test accuracy in ten epochs.
//
//   dotnet run -c Release Examples/cifar10.cs -- --data FOLDER            train.zip and test.zip, a folder per class in each
//
// Kill it and run it again with the same options: it goes on after the last finished epoch, and the weights at the end are the same.
// The same training in PyTorch: tests/MlNetDeep.Benchmarks/Peers/cifar10.py.

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using MlNetDeep.Networks;
using MlNetDeep.Vision;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var data = new Option<string>("--data") { Description = "folder with train.zip and test.zip", DefaultValueFactory = _ => "../shared/data/cifar10" };
var epochs = new Option<int>("--epochs") { Description = "passes over the training set", DefaultValueFactory = _ => 10 };
var filters = new Option<int>("--filters") { Description = "channels of the first convolution", DefaultValueFactory = _ => 32 };
var seed = new Option<ulong>("--seed") { Description = "seed of everything random", DefaultValueFactory = _ => 1 };
var output = new Option<string>("--output") { Description = "folder for the network, its drawing and the backup", DefaultValueFactory = _ => "cifar10-output" };
var json = new Option<string?>("--json") { Description = "file for the results as one JSON object" };
var smoke = new Option<bool>("--smoke") { Description = "a run of a few seconds on a few pictures that only shows that everything works" };
var command = new RootCommand("Trains a residual network on CIFAR-10.") { data, epochs, filters, seed, output, json, smoke };
command.SetAction((result, cancellation) => Task.Run(() => Cifar10.Run(
    result.GetValue(data)!, result.GetValue(epochs), result.GetValue(filters), result.GetValue(seed), result.GetValue(output)!,
    result.GetValue(json), result.GetValue(smoke), cancellation), CancellationToken.None));
return await command.Parse(args).InvokeAsync();

internal static class Cifar10
{
    public static int Run(string data, int epochs, int filters, ulong seed, string output, string? json, bool smoke, CancellationToken cancellation)
    {
        Stopwatch loading = Stopwatch.StartNew();
        var options = new ImageSetOptions { Width = 32, Height = 32 };
        ImageSet trainImages = ImageZip.Load(Path.Combine(data, "train.zip"), options, cancellation);
        ImageSet testImages = ImageZip.Load(Path.Combine(data, "test.zip"), options, cancellation);
        Console.WriteLine($"{trainImages.Count} and {testImages.Count} pictures of {trainImages.ClassNames.Count} classes, loaded in {loading.Elapsed.TotalSeconds:0.0} s");

        ImageNormalization normalization = ImageNormalization.Of(trainImages);
        Dataset training = new ImageDataset(trainImages, normalization, new ImageAugmentation { Shift = 0.125f });
        Dataset test = new ImageDataset(testImages, normalization);
        if (smoke)
        {
            (epochs, filters) = (2, 4);
            training = training.Subset([.. Enumerable.Range(0, 640).Select(i => i * training.Count / 640)]);
            test = test.Subset([.. Enumerable.Range(0, 200).Select(i => i * test.Count / 200)]);
        }

        Network network = Build(filters, trainImages.ClassNames.Count, seed);
        Directory.CreateDirectory(output);
        network.SaveSvg(Path.Combine(output, "network.svg"));
        Console.WriteLine(network.Summary());

        var trainer = new Trainer(
            network, new SoftmaxCrossEntropy { LabelSmoothing = 0.05f }, new Sgd(0.2f) { Momentum = 0.9f, Nesterov = true, WeightDecay = 5e-4f });
        var plan = new TrainingOptions { Epochs = epochs, BatchSize = 128, Seed = seed, LearningRateSchedule = new OneCycleSchedule() };
        var backup = new BackupAndRestore(Path.Combine(output, "backup.zip"));
        var progress = new LambdaCallback { EpochEnd = context => Console.WriteLine($"epoch {context.Epoch}: loss {context.History[^1].Loss:0.0000}, accuracy {context.History[^1].Accuracy:0.0000}, {context.History[^1].Seconds:0} s") };
        History history = trainer.Fit(training, plan, callbacks: [progress, backup], cancellationToken: cancellation);
        if (history.Outcome == TrainingOutcome.Canceled)
        {
            Console.WriteLine($"interrupted after epoch {history.Epochs.Count}; run it again to go on");
            return 130;
        }
        if (backup.ResumedAfterEpoch > 0) Console.WriteLine($"had been taken up again after epoch {backup.ResumedAfterEpoch}");

        double trainingSeconds = history.Epochs.Sum(epoch => epoch.Seconds), accuracy = trainer.Evaluate(test, 250, CancellationToken.None).Accuracy!.Value;
        string model = Path.Combine(output, "network.zip");
        NetworkFile.Save(network, model);
        Console.WriteLine($"test accuracy {accuracy:0.0000} after {epochs} epochs in {trainingSeconds:0} s; saved as {model}");
        if (json is not null)
        {
            File.WriteAllText(json, JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["testAccuracy"] = accuracy,
                ["trainingSeconds"] = trainingSeconds,
                ["epochs"] = epochs,
                ["parameters"] = network.ParameterCount,
                ["weightsSha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(model))),
            }));
        }
        return 0;
    }

    /// <summary>A small residual network in the manner of those that train fast on CIFAR-10: two residual blocks between three poolings.</summary>
    private static Network Build(int filters, int classes, ulong seed)
    {
        Node input = Network.Input([32, 32, 3]);
        Node x = Convolution(input, filters);
        x = Residual(Convolution(x, 2 * filters).Apply(new MaxPool2D(2)));
        x = Convolution(x, 4 * filters).Apply(new MaxPool2D(2));
        x = Residual(Convolution(x, 8 * filters).Apply(new MaxPool2D(2)));
        return new Network(input, x.Apply(new GlobalAveragePool2D()).Apply(new Dense(classes)), seed);
    }

    private static Node Residual(Node x) => new Add().Call(x, Convolution(Convolution(x, x.Shape[2]), x.Shape[2]));

    private static Node Convolution(Node x, int filters) => x
        .Apply(new Conv2D(filters, 3) { Padding = Padding.Same, UseBias = false, KernelInitializer = "he_normal" })
        .Apply(new BatchNorm { Activation = "relu" });
}
