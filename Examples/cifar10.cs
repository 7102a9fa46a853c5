#!/usr/bin/env dotnet
#:project ../Extensions/MlNetDeep.Vision/MlNetDeep.Vision.csproj
#:package System.CommandLine
#:property PublishAot=false

// A convolutional network on CIFAR-10, from its pictures in two zip files to a saved network.
//
//   dotnet run -c Release Examples/cifar10.cs -- --data FOLDER            train.zip and test.zip, a folder per class in each
//
// Kill it and run it again with the same options: it goes on after the last finished epoch, and the weights at the end are the same.
// The same training in PyTorch: tests/MlNetDeep.Benchmarks/Peers/cifar10.py.

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MlNetDeep.Networks;
using MlNetDeep.Tensors;
using MlNetDeep.Vision;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var data = new Option<string>("--data") { Description = "folder with train.zip and test.zip", DefaultValueFactory = _ => "../shared/data/cifar10" };
var epochs = new Option<int?>("--epochs") { Description = "passes over the training set; default 24" };
var filters = new Option<int>("--filters") { Description = "channels of the first block; the two others have three times as many", DefaultValueFactory = _ => 64 };
var seed = new Option<ulong>("--seed") { Description = "seed of everything random", DefaultValueFactory = _ => 1 };
var output = new Option<string>("--output") { Description = "folder for the network, its drawing and the backup", DefaultValueFactory = _ => "cifar10-output" };
var json = new Option<string?>("--json") { Description = "file for the results as one JSON object" };
var smoke = new Option<bool>("--smoke") { Description = "a run of a few seconds on a few pictures that only shows that everything works" };
var command = new RootCommand("Trains a convolutional network on CIFAR-10.") { data, epochs, filters, seed, output, json, smoke };
command.SetAction((result, cancellation) => Task.Run(() => Cifar10.Run(
    result.GetValue(data)!, result.GetValue(epochs) ?? (result.GetValue(smoke) ? 2 : 24), result.GetValue(filters), result.GetValue(seed), result.GetValue(output)!,
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
        Dataset training = new ImageDataset(trainImages, normalization, new ImageAugmentation { Shift = 0.0625f });
        Dataset test = new ImageDataset(testImages, normalization);
        if (smoke)
        {
            filters = 8;
            training = training.Subset([.. Enumerable.Range(0, 640).Select(i => i * training.Count / 640)]);
            test = test.Subset([.. Enumerable.Range(0, 200).Select(i => i * test.Count / 200)]);
        }

        Network network = Build(filters, trainImages.ClassNames.Count, seed);
        Directory.CreateDirectory(output);
        network.SaveSvg(Path.Combine(output, "network.svg"));
        Console.WriteLine(network.Summary());

        var trainer = new Trainer(
            network, new SoftmaxCrossEntropy { LabelSmoothing = 0.1f }, new Sgd(0.25f) { Momentum = 0.9f, Nesterov = true, WeightDecay = 1e-3f });
        var plan = new TrainingOptions { Epochs = epochs, BatchSize = 256, Seed = seed, LearningRateSchedule = new OneCycleSchedule { RisingShare = 0.23f } };
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
        double averaged = AveragedAccuracy(network, test);
        string model = Path.Combine(output, "network.zip");
        NetworkFile.Save(network, model);
        Console.WriteLine($"test accuracy {accuracy:0.0000}, over ten views of each picture {averaged:0.0000}, after {epochs} epochs in {trainingSeconds:0} s; saved as {model}");
        if (json is not null)
        {
            File.WriteAllText(json, JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["testAccuracy"] = accuracy,
                ["averagedTestAccuracy"] = averaged,
                ["trainingSeconds"] = trainingSeconds,
                ["epochs"] = epochs,
                ["parameters"] = network.ParameterCount,
                ["weightsSha256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(model))),
            }));
        }
        return 0;
    }

    /// <summary>
    /// Three blocks of two 3x3 convolutions each, the first of which is pooled before it is normalised, in the manner of networks that
    /// train fast on CIFAR-10 (Jordan 2024).
    /// </summary>
    private static Network Build(int filters, int classes, ulong seed)
    {
        Node input = Network.Input([32, 32, 3]);
        Node x = Normalized(Convolution(input, 24));
        foreach (int width in new[] { filters, 3 * filters, 3 * filters })
        {
            x = Normalized(Convolution(x, width).Apply(new MaxPool2D(2)));
            x = Normalized(Convolution(x, width));
        }
        return new Network(input, x.Apply(new GlobalMaxPool2D()).Apply(new Dense(classes)), seed);
    }

    private static Node Convolution(Node x, int filters) =>
        x.Apply(new Conv2D(filters, 3) { Padding = Padding.Same, UseBias = false, KernelInitializer = "he_normal" });

    private static Node Normalized(Node x) => x.Apply(new BatchNorm { Momentum = 0.3f, Activation = "relu" });

    /// <summary>
    /// The share of pictures that are named right by the sum of the logits of ten views: the picture, which counts twice, and the four
    /// that are shifted by one pixel along the diagonals, each with its mirror image.
    /// </summary>
    private static double AveragedAccuracy(Network network, Dataset test)
    {
        InferencePlan plan = network.ForInference();
        int right = 0;
        foreach (int[] indices in Enumerable.Range(0, test.Count).Chunk(250))
        {
            using StepScope scope = StepScope.Begin();
            Batch batch = test.CreateBatch(indices.Length);
            test.Load(indices, default, batch);
            Tensor images = batch.Inputs[0], framed = Ops.Pad2D(images, new Padding2D(1, 1, 1, 1), PaddingMode.Replicate);
            Tensor logits = 2 * Mirrored(images);
            foreach ((int x, int y) in new[] { (0, 0), (2, 0), (0, 2), (2, 2) }) logits += Mirrored(Ops.Slice(Ops.Slice(framed, 1, y, images.Shape[1]), 2, x, images.Shape[2]));
            right += Ops.ArgMax(logits).Zip(batch.Labels!).Count(pair => pair.First == pair.Second);
        }
        return (double)right / test.Count;

        Tensor Mirrored(Tensor images) => plan.Predict(images) + plan.Predict(Ops.Flip(images, [2]));
    }
}
