#!/usr/bin/env dotnet
#:project ../Extensions/MlNetDeep.Vision/MlNetDeep.Vision.csproj
#:package System.CommandLine
#:property PublishAot=false
#:property NoWarn=$(NoWarn);CA1707

// Transfer learning: a network that has learned CIFAR-10 is fine-tuned on 150 photos of flowers, and compared with the same network
// trained on the flowers alone.
//
//   dotnet run -c Release Examples/transfer_flowers.cs -- --flowers FOLDER --cifar10 FOLDER       trains the backbone first
//   dotnet run -c Release Examples/transfer_flowers.cs -- --flowers FOLDER --weights FILE         takes it from Examples/cifar10.cs

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MlNetDeep.Networks;
using MlNetDeep.Vision;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var flowers = new Option<string>("--flowers") { Description = "pictures to learn: a folder per class, or a csv with path,label,split", DefaultValueFactory = _ => "../shared/data/flowers5" };
var cifar10 = new Option<string>("--cifar10") { Description = "folder with train.zip, to train the backbone", DefaultValueFactory = _ => "../shared/data/cifar10" };
var weights = new Option<string?>("--weights") { Description = "a network file, safetensors file or PyTorch checkpoint with the weights of the backbone" };
var epochs = new Option<int>("--backbone-epochs") { Description = "passes over CIFAR-10 when the backbone is trained", DefaultValueFactory = _ => 4 };
var json = new Option<string?>("--json") { Description = "file for the results as one JSON object" };
var smoke = new Option<bool>("--smoke") { Description = "a run of a few seconds that only shows that everything works" };
var command = new RootCommand("Fine-tunes a backbone on flowers.") { flowers, cifar10, weights, epochs, json, smoke };
command.SetAction((result, cancellation) => Task.Run(() => TransferFlowers.Run(
    result.GetValue(flowers)!, result.GetValue(cifar10)!, result.GetValue(weights), result.GetValue(epochs), result.GetValue(json), result.GetValue(smoke), cancellation), CancellationToken.None));
return await command.Parse(args).InvokeAsync();

internal static class TransferFlowers
{
    private const int Size = 64;

    public static int Run(string flowers, string cifar10, string? weights, int backboneEpochs, string? json, bool smoke, CancellationToken cancellation)
    {
        int filters = smoke ? 8 : 64;
        IReadOnlyDictionary<string, float[]> backbone = weights is null
            ? TrainBackbone(Path.Combine(cifar10, "train.zip"), filters, smoke ? 1 : backboneEpochs, smoke, cancellation)
            : LoadBackbone(weights, filters);

        ImageListing listing = ImageListing.Open(flowers);
        var options = new ImageSetOptions { Width = Size, Height = Size };
        ImageSet trainImages = ImageSet.Load(listing.Of(DatasetSplit.Train), listing.ClassNames, options, cancellation);
        ImageSet testImages = ImageSet.Load(listing.Of(DatasetSplit.Test), listing.ClassNames, options, cancellation);
        ImageNormalization normalization = ImageNormalization.Of(trainImages);
        var training = new ImageDataset(trainImages, normalization, new ImageAugmentation { Shift = 0.125f, Scale = (0.9f, 1.2f), Rotation = 10 });
        var test = new ImageDataset(testImages, normalization);
        int classes = listing.ClassNames.Count;

        var scratch = new List<double>();
        var transfer = new List<double>();
        ulong[] seeds = smoke ? [1] : [1, 2, 3];
        foreach (ulong seed in seeds)
        {
            // The same network, the same number of passes and the same pictures; only the weights that it starts with differ.
            Network alone = Build(Size, filters, classes, seed);
            var trainer = new Trainer(alone, new SoftmaxCrossEntropy { LabelSmoothing = 0.1f }, new Adam(2e-3f) { WeightDecay = 0.01f });
            trainer.Fit(training, new TrainingOptions { Epochs = smoke ? 1 : 60, BatchSize = 16, Seed = seed, LearningRateSchedule = new OneCycleSchedule() }, cancellationToken: cancellation);
            scratch.Add(trainer.Evaluate(test, 64, cancellation).Accuracy!.Value);

            Network network = Build(Size, filters, classes, seed);
            network.SetWeights(backbone);
            var tuner = new FineTuner(network, BackboneEnd(network), new SoftmaxCrossEntropy { LabelSmoothing = 0.1f }, rate => new Adam(rate) { WeightDecay = 0.01f });
            tuner.Fit(training, new FineTuneOptions
            {
                FrozenEpochs = smoke ? 1 : 20,
                Epochs = smoke ? 1 : 40,
                HeadLearningRate = 2e-3f,
                BackboneLearningRateFactor = 0.3f,
                Training = new TrainingOptions { BatchSize = 16, Seed = seed, LearningRateSchedule = new OneCycleSchedule() },
            }, cancellationToken: cancellation);
            transfer.Add(new Trainer(network, new SoftmaxCrossEntropy(), new Adam()).Evaluate(test, 64, cancellation).Accuracy!.Value);
            Console.WriteLine($"seed {seed}: test accuracy from scratch {scratch[^1]:0.00}, fine-tuned {transfer[^1]:0.00}");
        }
        Console.WriteLine($"mean test accuracy: from scratch {scratch.Average():0.000}, fine-tuned {transfer.Average():0.000}");
        if (json is not null)
            File.WriteAllText(json, JsonSerializer.Serialize(new { scratch = scratch.Average(), transfer = transfer.Average(), scratchAccuracies = scratch, transferAccuracies = transfer }));
        return 0;
    }

    /// <summary>The network of Examples/cifar10.cs, for pictures of any size.</summary>
    private static Network Build(int size, int filters, int classes, ulong seed)
    {
        var layers = new List<Layer>();
        AddConvolution(24, pooled: false);
        foreach (int width in new[] { filters, 3 * filters, 3 * filters })
        {
            AddConvolution(width, pooled: true);
            AddConvolution(width, pooled: false);
        }
        return Network.Sequential([size, size, 3], [.. layers, new GlobalMaxPool2D(), new Dense(classes) { Name = "head" }], seed);

        void AddConvolution(int width, bool pooled)
        {
            layers.Add(new Conv2D(width, 3) { Padding = Padding.Same, UseBias = false, KernelInitializer = "he_normal" });
            if (pooled) layers.Add(new MaxPool2D(2));
            layers.Add(new BatchNorm { Momentum = 0.3f, Activation = "relu" });
        }
    }

    private static string BackboneEnd(Network network) => network.Layers[^2].Name;

    private static Dictionary<string, float[]> WithoutHead(Network network) =>
        network.GetWeights().Where(pair => !pair.Key.StartsWith("head/", StringComparison.Ordinal)).ToDictionary();

    private static Dictionary<string, float[]> LoadBackbone(string path, int filters)
    {
        Network network = Build(32, filters, 10, seed: 1);
        LoadReport report = network.LoadWeights(path, strict: false);
        Console.WriteLine($"{report.Loaded.Count} of {network.Weights.Count} weights of the backbone loaded from {path}");
        return WithoutHead(network);
    }

    private static Dictionary<string, float[]> TrainBackbone(string zip, int filters, int epochs, bool smoke, CancellationToken cancellation)
    {
        ImageSet images = ImageZip.Load(zip, new ImageSetOptions { Width = 32, Height = 32 }, cancellation);
        Dataset training = new ImageDataset(images, ImageNormalization.Of(images), new ImageAugmentation { Shift = 0.0625f });
        if (smoke) training = training.Subset([.. Enumerable.Range(0, 512).Select(i => i * training.Count / 512)]);
        Network network = Build(32, filters, images.ClassNames.Count, seed: 1);
        var trainer = new Trainer(network, new SoftmaxCrossEntropy { LabelSmoothing = 0.1f }, new Sgd(0.25f) { Momentum = 0.9f, Nesterov = true, WeightDecay = 1e-3f });
        trainer.Fit(
            training, new TrainingOptions { Epochs = epochs, BatchSize = 256, Seed = 1, LearningRateSchedule = new OneCycleSchedule() },
            callbacks: [new LambdaCallback { EpochEnd = context => Console.WriteLine($"backbone, epoch {context.Epoch}: loss {context.History[^1].Loss:0.000}, accuracy {context.History[^1].Accuracy:0.000}") }],
            cancellationToken: cancellation);
        return WithoutHead(network);
    }
}
