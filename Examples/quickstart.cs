#!/usr/bin/env dotnet
#:project ../Extensions/MlNetDeep.Pipelines/MlNetDeep.Pipelines.csproj
#:project ../Tuning/MlNetDeep.Tuning.Pipelines/MlNetDeep.Tuning.Pipelines.csproj
#:package Spectre.Console
#:package System.CommandLine
#:property PublishAot=false

// The main job: images in, a study over conv nets, the best one trained longer, tested, saved and used.
//
//   dotnet run -c Release Examples/quickstart.cs                          images that the program draws
//   dotnet run -c Release Examples/quickstart.cs -- --images DIR          a folder per class, train/ and test/ with one, or a csv
//
// Interrupt it with Ctrl+C and run it again with the same options: the study goes on with the trials that are finished.

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Image;
using MlNetDeep.Imaging;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines;
using MlNetDeep.Tuning;
using MlNetDeep.Tuning.Pipelines;
using MlNetDeep.Vision;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Capabilities.Ansi = false;
    AnsiConsole.Profile.Width = 200;
}
return await Settings.Command(Quickstart.Run).Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });

/// <summary>What the command line says.</summary>
internal sealed record Settings
{
    public string? Images { get; init; }
    public int? Trials { get; init; }
    public int? Epochs { get; init; }
    public int? ImageSize { get; init; }
    public int Seed { get; init; } = 1;
    public string Output { get; init; } = "quickstart-output";
    public string? Json { get; init; }
    public bool Smoke { get; init; }

    public static RootCommand Command(Func<Settings, CancellationToken, int> run)
    {
        var images = new Option<string?>("--images") { Description = "a folder with a folder per class, or with train/ and test/ of that form, or a csv with path,label[,split]; default: drawn shapes" };
        var trials = new Option<int?>("--trials") { Description = "trials of the study; default 6" };
        var epochs = new Option<int?>("--epochs") { Description = "epochs of the final training; default 20, or 60 below 1000 images" };
        var size = new Option<int?>("--image-size") { Description = "width and height in pixels that images are resized to; default: as they are, at most " + Quickstart.LargestSize };
        var seed = new Option<int>("--seed") { Description = "seed of everything random", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--output") { Description = "folder for the study, the model and the drawn images", DefaultValueFactory = _ => "quickstart-output" };
        var json = new Option<string?>("--json") { Description = "file for the results as one JSON object" };
        var smoke = new Option<bool>("--smoke") { Description = "a run of a few seconds that only shows that everything works" };
        foreach (Option<int?> option in new[] { trials, epochs }) AtLeast(option, 1);
        AtLeast(size, Quickstart.SmallestSize);

        var command = new RootCommand("Tunes and trains a convolutional network on images in an ML.NET pipeline.") { images, trials, epochs, size, seed, output, json, smoke };
        command.SetAction((result, cancellation) => Task.Run(() => run(new Settings
        {
            Images = result.GetValue(images),
            Trials = result.GetValue(trials),
            Epochs = result.GetValue(epochs),
            ImageSize = result.GetValue(size),
            Seed = result.GetValue(seed),
            Output = result.GetValue(output)!,
            Json = result.GetValue(json),
            Smoke = result.GetValue(smoke),
        }, cancellation), CancellationToken.None));
        return command;
    }

    private static void AtLeast(Option<int?> option, int least) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int?>() < least) result.AddError($"{option.Name} is {result.GetValueOrDefault<int?>()}; expected at least {least}.");
    });
}

/// <summary>One row of the data: where an image is and what it shows.</summary>
internal sealed class ImageRow
{
    public string ImagePath { get; set; } = "";
    public string Label { get; set; } = "";
}

/// <summary>An image that is loaded and resized, so that no trial has to do it again.</summary>
internal sealed class LoadedImage
{
    [ImageType] public MLImage? Image { get; set; }
    public string Label { get; set; } = "";
}

/// <summary>What the saved model says of an image.</summary>
internal sealed class Prediction
{
    public string PredictedLabel { get; set; } = "";
    public float[] Score { get; set; } = [];
}

/// <summary>A point of the search space.</summary>
internal sealed record Configuration(int Blocks, int Filters, string Activation, double Dropout, bool BatchNorm, double LearningRate)
{
    /// <summary>A configuration that is usually good: the study tries it first, so that the search only has to improve on it.</summary>
    public static IReadOnlyDictionary<string, object?> FirstGuess { get; } = new Dictionary<string, object?>
    {
        ["blocks"] = 3,
        ["filters"] = 32,
        ["activation"] = "relu",
        ["dropout"] = 0.1,
        ["batch_norm"] = true,
        ["learning_rate"] = 3e-3,
    };

    public static Configuration Suggest(Trial trial, int imageSize) => new(
        trial.SuggestInt("blocks", 2, imageSize >= 16 ? 4 : 3),
        trial.SuggestInt("filters", 16, 48, step: 8),
        trial.SuggestCategorical("activation", "relu", "leaky_relu", "silu"),
        trial.SuggestFloat("dropout", 0, 0.4),
        trial.SuggestBool("batch_norm"),
        trial.SuggestFloat("learning_rate", 1e-4, 1e-2, log: true));

    public static Configuration From(TrialRecord trial) => new(
        (int)trial.Parameters["blocks"].Value!, (int)trial.Parameters["filters"].Value!, (string)trial.Parameters["activation"].Value!,
        (double)trial.Parameters["dropout"].Value!, (bool)trial.Parameters["batch_norm"].Value!, (double)trial.Parameters["learning_rate"].Value!);

    public ConvNet Architecture => new() { Blocks = Blocks, Filters = Filters, Activation = Activation, Dropout = Dropout, BatchNorm = BatchNorm };

    public override string ToString() => FormattableString.Invariant(
        $"{Blocks} blocks, {Filters} filters, {Activation}, dropout {Dropout:0.00}, batch norm {(BatchNorm ? "on" : "off")}, learning rate {LearningRate:0.0e+0}");
}

internal static class Quickstart
{
    public const int SmallestSize = 8;
    public const int LargestSize = 64;

    private const int SmallDataSet = 1000;
    private const int SearchImages = 4000;

    public static int Run(Settings settings, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            Train(settings, clock, cancellation);
            return 0;
        }
        catch (OperationCanceledException)
        {
            AnsiConsole.MarkupLine("[yellow]Interrupted.[/] What is finished is kept: run the same command again and it goes on from there.");
            return 130;
        }
        catch (Exception e)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]Error:[/] {e.Message}");
            return 1;
        }
    }

    private static void Train(Settings settings, Stopwatch clock, CancellationToken cancellation)
    {
        Directory.CreateDirectory(settings.Output);
        var ml = new MLContext(settings.Seed);
        ml.Log += (_, e) =>
        {
            if (e.Kind == ChannelMessageKind.Warning) AnsiConsole.MarkupLineInterpolated($"[yellow]{e.RawMessage}[/]");
        };
        if (settings.Images is null) Console.WriteLine("Drawing images of coloured shapes ...");
        string source = settings.Images ?? ShapeImages.Draw(Path.Combine(settings.Output, "shapes"), settings, cancellation);

        // 1. The images: which there are, and which of them can be read.
        Console.WriteLine($"Reading {source} ...");
        ImageListing listing = ImageListing.Open(source).SkipUnreadable(cancellation);
        foreach (SkippedImage image in listing.Skipped) AnsiConsole.MarkupLineInterpolated($"[yellow]Skipped:[/] {image.Reason}");
        int size = settings.ImageSize ?? Math.Clamp(TypicalSize(listing), SmallestSize, LargestSize);
        AnsiConsole.MarkupLineInterpolated($"{listing.Entries.Count} images of {listing.ClassNames.Count} classes, {listing.Skipped.Count} skipped, resized to {size} x {size}.");

        // 2. The data: images are loaded and resized once and kept in memory for all trials; labels become keys.
        (IDataView trainRows, IDataView testRows) = Split(ml, listing, settings.Seed);
        ITransformer loading = ml.Transforms.LoadImages("Image", imageFolder: "", inputColumnName: nameof(ImageRow.ImagePath))
            .Append(ml.Transforms.ResizeImages("Image", imageWidth: size, imageHeight: size))
            .Fit(trainRows);
        List<LoadedImage> images = [.. ml.Data.CreateEnumerable<LoadedImage>(loading.Transform(trainRows), reuseRowObject: false)];
        ITransformer keys = ml.Transforms.Conversion.MapValueToKey("Label", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Fit(trainRows);
        IDataView train = keys.Transform(InMemory(ml, images, size));
        bool small = images.Count < SmallDataSet;

        // 3. The study: short trainings, two at a time.
        int trials = settings.Trials ?? (settings.Smoke ? 2 : 6);
        var board = new TrialBoard(trials);
        int searchEpochs = settings.Smoke ? 2 : small ? 25 : 5;
        Study study = OpenStudy(settings, listing, size, searchEpochs, board);
        IDataView sample = keys.Transform(InMemory(ml, Sample(images, settings.Smoke ? 160 : SearchImages, settings.Seed), size));
        IEstimator<ITransformer> Pipeline(Trial trial, PipelineSplit split)
        {
            Configuration configuration = Configuration.Suggest(trial, size);
            return ml.Deep().ImageClassification(new ImageClassificationOptions
            {
                Architecture = configuration.Architecture,
                LearningRate = configuration.LearningRate,
                Epochs = searchEpochs,
                BatchSize = small ? 16 : 64,
                Seed = settings.Seed + trial.Execution,
            }.ReportTo(trial, split));
        }
        board.Run(study, search => study.OptimizePipeline(ml, sample, Pipeline, scored => ml.MulticlassClassification.Evaluate(scored).MicroAccuracy, new PipelineSearchOptions
        {
            ValidationFraction = small ? 0.3 : 0.2,
            Seed = settings.Seed,
            Refit = false,   // it is trained longer below
            Search = search,
        }), cancellation);
        TrialRecord best = study.BestTrial;
        Configuration chosen = Configuration.From(best);
        string report = Path.Combine(settings.Output, "report.html");
        study.WriteReport(report, ["validation accuracy"]);
        AnsiConsole.MarkupLineInterpolated($"Best: trial {best.Number}, validation accuracy {best.Value:0.0000} ± {best.StandardDeviation:0.0000}: {chosen}");
        AnsiConsole.MarkupLineInterpolated($"Wrote {report}.");

        // 4. The best configuration, trained longer on all training images.
        int epochs = settings.Epochs ?? (settings.Smoke ? 2 : small ? 60 : 20);
        DeepTransformer classifier = EpochBoard.Run(epochs, report => ml.Deep().ImageClassification(new ImageClassificationOptions
        {
            Architecture = chosen.Architecture,
            LearningRate = chosen.LearningRate,
            Epochs = epochs,
            BatchSize = small ? 16 : 64,
            ValidationFraction = 0.1,
            EarlyStoppingPatience = Math.Max(5, epochs / 2),
            Seed = settings.Seed,
            Progress = report,
            CancellationToken = cancellation,
        }).Fit(train));

        // 5. The test, on images that no training has seen.
        Console.WriteLine("Testing ...");
        IDataView scored = classifier.Transform(keys.Transform(loading.Transform(testRows)));
        MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(scored);
        AnsiConsole.MarkupLineInterpolated($"[green]Test accuracy {metrics.MicroAccuracy:0.0000}[/]");
        Console.WriteLine(metrics.ConfusionMatrix.GetFormattedConfusionTable());

        // 6. The model file, from path to name of the class, loaded as another program would.
        ITransformer names = ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(scored);
        ITransformer model = loading.Append(keys).Append(classifier).Append(names);
        string file = Path.Combine(settings.Output, "model.zip");
        ml.Model.Save(model, trainRows.Schema, file);
        long bytes = new FileInfo(file).Length;
        AnsiConsole.MarkupLineInterpolated($"Saved {file}, {bytes:N0} bytes.");
        PredictSome(file, [.. ml.Data.CreateEnumerable<ImageRow>(testRows, reuseRowObject: false)], settings.Seed);

        if (settings.Json is not null) WriteJson(settings.Json, metrics.MicroAccuracy, study, best, clock.Elapsed, bytes);
        AnsiConsole.MarkupLineInterpolated($"Done in {clock.Elapsed.TotalSeconds:0} s.");
    }

    private static (IDataView Train, IDataView Test) Split(MLContext ml, ImageListing listing, int seed)
    {
        IDataView Rows(IEnumerable<ImageEntry> entries) =>
            ml.Data.LoadFromEnumerable(entries.Select(e => new ImageRow { ImagePath = e.Path, Label = e.Label }).ToList());
        IReadOnlyList<ImageEntry> test = listing.Of(DatasetSplit.Test);
        if (test.Count > 0) return (Rows(listing.Entries.Where(e => e.Split != DatasetSplit.Test)), Rows(test));
        DataOperationsCatalog.TrainTestData split = ml.Data.TrainTestSplit(Rows(listing.Entries), testFraction: 0.2, seed: seed);
        return (split.TrainSet, split.TestSet);
    }

    private static IDataView InMemory(MLContext ml, IReadOnlyList<LoadedImage> images, int size)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(LoadedImage));
        schema[nameof(LoadedImage.Image)].ColumnType = new ImageDataViewType(size, size);
        return ml.Data.LoadFromEnumerable(images, schema);
    }

    private static List<LoadedImage> Sample(List<LoadedImage> images, int most, int seed)
    {
        LoadedImage[] shuffled = [.. images];
        new Random(seed).Shuffle(shuffled);
        return [.. shuffled.Take(most)];
    }

    // The name says what the trials depend on: other images, another size or another seed are another study.
    private static Study OpenStudy(Settings settings, ImageListing listing, int size, int epochs, TrialBoard board)
    {
        string what = FormattableString.Invariant($"{size} {epochs} {settings.Seed}\n") + string.Join('\n', listing.Entries);
        var study = Study.Open(new StudyOptions
        {
            Name = "quickstart-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..12],
            Direction = Direction.Maximize,
            Storage = new SqliteStorage(Path.Combine(settings.Output, "study.db")),
            Pruner = new HyperbandPruner(maxResource: epochs),
            ExecutionsPerTrial = 2,   // a lucky start is no good configuration
            Seed = settings.Seed,
            Observers = [board],
        });
        study.Enqueue(Configuration.FirstGuess, skipIfExists: true);
        return study;
    }

    private static void PredictSome(string file, ImageRow[] images, int seed)
    {
        var ml = new MLContext();
        ITransformer model = ml.Model.Load(file, out _);
        using PredictionEngine<ImageRow, Prediction> engine = ml.Model.CreatePredictionEngine<ImageRow, Prediction>(model);
        new Random(seed).Shuffle(images);
        foreach (ImageRow image in images.Take(5))
        {
            Prediction prediction = engine.Predict(new ImageRow { ImagePath = image.ImagePath });
            AnsiConsole.MarkupLineInterpolated($"{Path.GetFileName(image.ImagePath)}: {prediction.PredictedLabel} ({prediction.Score.Max():P0}), it is {image.Label}");
        }
    }

    // Half of the images are at least so large: enlarging adds nothing that a network could learn from.
    private static int TypicalSize(ImageListing listing)
    {
        const int sample = 200;
        int step = Math.Max(1, listing.Entries.Count / sample);
        int[] sizes = [.. listing.Entries.Where((_, i) => i % step == 0).Select(e => Image.Identify(e.Path)).Select(info => Math.Min(info.Width, info.Height)).Order()];
        return sizes[sizes.Length / 2];
    }

    private static void WriteJson(string path, double accuracy, Study study, TrialRecord best, TimeSpan elapsed, long bytes)
    {
        string json = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["test_accuracy"] = accuracy,
            ["trials"] = study.GetTrials(TrialState.Complete, TrialState.Pruned).Count,
            ["best_params"] = best.Parameters.ToDictionary(p => p.Key, p => p.Value.Value),
            ["seconds_total"] = Math.Round(elapsed.TotalSeconds, 1),
            ["model_bytes"] = bytes,
        });
        File.WriteAllText(path + ".tmp", json + "\n");
        File.Move(path + ".tmp", path, overwrite: true);
    }
}

/// <summary>The live table of trials; plain lines where the output is no terminal.</summary>
internal sealed class TrialBoard(int total) : IStudyObserver
{
    private readonly SortedDictionary<int, TrialRecord> _trials = [];
    private readonly Lock _gate = new();

    public void Run(Study study, Action<OptimizeOptions> search, CancellationToken cancellation)
    {
        foreach (TrialRecord trial in study.Trials) _trials[trial.Number] = trial;
        int finished = study.GetTrials(TrialState.Complete, TrialState.Pruned).Count;
        if (finished > 0) AnsiConsole.MarkupLineInterpolated($"The study goes on: {finished} of {total} trials are finished already.");
        var options = new OptimizeOptions { TotalTrials = total, Parallelism = 2, CancellationToken = cancellation };

        if (!AnsiConsole.Profile.Capabilities.Ansi)
        {
            search(options);
        }
        else
        {
            AnsiConsole.Live(Table()).Start(live =>
            {
                Task searching = Task.Run(() => search(options), CancellationToken.None);
                while (Task.WaitAny([searching], millisecondsTimeout: 200, CancellationToken.None) < 0) live.UpdateTarget(Table());
                live.UpdateTarget(Table());
                searching.GetAwaiter().GetResult();
            });
        }
        cancellation.ThrowIfCancellationRequested();
    }

    public void Warned(Study study, string message) => Console.WriteLine(message);

    public void TrialStarted(Study study, TrialRecord trial) => Set(trial, null);

    public void TrialReported(Study study, TrialRecord trial, IntermediateValue report) =>
        Set(trial, FormattableString.Invariant($"trial {trial.Number}, epoch {report.Step}: {report.Values[0]:0.0000}"));

    public void TrialFinished(Study study, TrialRecord trial)
    {
        string value = double.IsNaN(trial.Value) ? "" : FormattableString.Invariant($" {trial.Value:0.0000},");
        Set(trial, FormattableString.Invariant($"trial {trial.Number} {trial.State}:{value} {Parameters(trial)} {trial.Message}"));
    }

    private void Set(TrialRecord trial, string? line)
    {
        lock (_gate) _trials[trial.Number] = trial;
        if (line is not null && !AnsiConsole.Profile.Capabilities.Ansi) Console.WriteLine(line);
    }

    private Table Table()
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("trial", "state", "epoch", "accuracy", "seconds", "parameters");
        lock (_gate)
        {
            foreach (TrialRecord trial in _trials.Values)
            {
                (string epoch, double value) = trial.IntermediateValues.IsEmpty ? ("", double.NaN) : (trial.IntermediateValues[^1].Step.ToString(CultureInfo.InvariantCulture), trial.IntermediateValues[^1].Values[0]);
                if (trial.State == TrialState.Complete) value = trial.Value;
                string color = trial.State switch { TrialState.Complete => "green", TrialState.Running => "blue", TrialState.Failed => "red", _ => "grey" };
                table.AddRow(
                    trial.Number.ToString(CultureInfo.InvariantCulture), $"[{color}]{trial.State}[/]", epoch,
                    double.IsNaN(value) ? "" : value.ToString("0.0000", CultureInfo.InvariantCulture),
                    trial.Duration?.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) ?? "",
                    Markup.Escape(trial.Message ?? Parameters(trial)));
            }
        }
        return table;
    }

    private static string Parameters(TrialRecord trial) => string.Join(" ", trial.Parameters.Select(p =>
        p.Value.Value is double number ? FormattableString.Invariant($"{p.Key}={number:0.###e+0}") : $"{p.Key}={p.Value}"));
}

/// <summary>The progress of the final training; plain lines where the output is no terminal.</summary>
internal static class EpochBoard
{
    public static DeepTransformer Run(int epochs, Func<Action<TrainingProgress>, DeepTransformer> fit)
    {
        if (!AnsiConsole.Profile.Capabilities.Ansi)
            return fit(p =>
            {
                if (p.Result is not null) Console.WriteLine(Describe(p));
            });

        return AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).Start(context =>
        {
            ProgressTask task = context.AddTask("training", maxValue: epochs);
            DeepTransformer model = fit(p =>
            {
                task.Value = p.Epoch - 1 + (double)p.Batch / p.Batches;
                if (p.Result is not null) task.Description = Describe(p);
            });
            task.Value = epochs;
            return model;
        });
    }

    private static string Describe(TrainingProgress p) => FormattableString.Invariant(
        $"epoch {p.Epoch} of {p.Epochs}: loss {p.Loss:0.0000}, validation accuracy {p.Result!.ValidationAccuracy:0.0000}");
}

/// <summary>Draws a data set of coloured shapes, so that the example needs no download: noisy, rotated, scaled, cluttered.</summary>
internal static class ShapeImages
{
    private const int Size = 32;

    private static readonly (string Name, Action<Image, (float X, float Y), float, float, ImageColor> Draw)[] Shapes =
    [
        ("arrow", (image, centre, radius, degrees, color) => Polygon(image, centre, radius, degrees, color, [(-1, -0.3f), (0.1f, -0.3f), (0.1f, -0.8f), (1, 0), (0.1f, 0.8f), (0.1f, 0.3f), (-1, 0.3f)])),
        ("circle", (image, centre, radius, _, color) => ImageDraw.FillEllipse(image, centre, (radius, radius), color)),
        ("cross", (image, centre, radius, degrees, color) =>
        {
            ImageDraw.FillRectangle(image, centre, (2 * radius, 0.6f * radius), color, degrees);
            ImageDraw.FillRectangle(image, centre, (0.6f * radius, 2 * radius), color, degrees);
        }),
        ("half_disc", (image, centre, radius, degrees, color) => Polygon(image, centre, radius, degrees, color, [.. Enumerable.Range(0, 25).Select(i => (MathF.Cos(MathF.PI * i / 24), MathF.Sin(MathF.PI * i / 24)))])),
        ("ring", (image, centre, radius, _, color) => ImageDraw.FillRing(image, centre, radius, 0.55f * radius, color)),
        ("square", (image, centre, radius, degrees, color) => ImageDraw.FillRectangle(image, centre, (1.6f * radius, 1.6f * radius), color, degrees)),
        ("star", (image, centre, radius, degrees, color) => ImageDraw.FillStar(image, centre, (radius, 0.4f * radius), 5, color, degrees)),
        ("triangle", (image, centre, radius, degrees, color) => ImageDraw.FillRegularPolygon(image, centre, radius, 3, color, degrees)),
    ];

    /// <summary>Draws train/ and test/ with a folder per shape, unless they are there from an earlier run.</summary>
    public static string Draw(string folder, Settings settings, CancellationToken cancellation)
    {
        (int train, int test) = settings.Smoke ? (30, 10) : (400, 100);
        folder = string.Create(CultureInfo.InvariantCulture, $"{folder}-{train}-{test}-seed{settings.Seed}");
        if (Directory.Exists(folder)) return folder;

        string partial = folder + ".partial";
        if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        foreach ((string split, int count, int stream) in new[] { ("train", train, 0), ("test", test, 1) })
        {
            for (int shape = 0; shape < Shapes.Length; shape++)
            {
                string target = Directory.CreateDirectory(Path.Combine(partial, split, Shapes[shape].Name)).FullName;
                for (int i = 0; i < count; i++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var random = new Random(HashCode(settings.Seed, stream, shape, i));
                    DrawOne(Shapes[shape].Draw, random).SavePng(Path.Combine(target, $"{i:0000}.png"));
                }
            }
        }
        Directory.Move(partial, folder);
        return folder;
    }

    private static Image DrawOne(Action<Image, (float X, float Y), float, float, ImageColor> draw, Random random)
    {
        var image = new Image(Size, Size, 3);
        ImageColor background = AnyColor(random);
        ImageColor color;
        do color = AnyColor(random); while (Distance(color, background) < 120);
        Gradient(image, background, random);

        (float X, float Y) AnyPoint(float margin = 0) => (Next(random, margin, Size - margin), Next(random, margin, Size - margin));
        for (int i = random.Next(4); i > 0; i--) ImageDraw.DrawLine(image, AnyPoint(), AnyPoint(), Next(random, 0.5f, 1.5f), AnyColor(random));
        for (int i = random.Next(5); i > 0; i--) ImageDraw.FillEllipse(image, AnyPoint(), (Next(random, 0.7f, 2), Next(random, 0.7f, 2)), AnyColor(random));

        float radius = Next(random, 0.24f, 0.42f) * Size;
        draw(image, AnyPoint(margin: radius), radius, Next(random, 0, 360), color);

        double noise = random.NextDouble() * 18;
        foreach (ref byte value in image.Pixels) value = (byte)Math.Clamp(value + noise * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2, 0, 255);
        return image;
    }

    private static void Gradient(Image image, ImageColor color, Random random)
    {
        float dx = Next(random, -1.2f, 1.2f), dy = Next(random, -1.2f, 1.2f);
        for (int y = 0; y < Size; y++)
        {
            Span<byte> row = image.Row(y);
            for (int x = 0; x < Size; x++)
            {
                float shade = dx * (x - Size / 2) + dy * (y - Size / 2);
                row[3 * x] = (byte)Math.Clamp(color.R + shade, 0, 255);
                row[3 * x + 1] = (byte)Math.Clamp(color.G + shade, 0, 255);
                row[3 * x + 2] = (byte)Math.Clamp(color.B + shade, 0, 255);
            }
        }
    }

    private static void Polygon(Image image, (float X, float Y) centre, float radius, float degrees, ImageColor color, ReadOnlySpan<(float X, float Y)> corners)
    {
        (float sin, float cos) = MathF.SinCos(degrees * MathF.PI / 180);
        var placed = new (float X, float Y)[corners.Length];
        for (int i = 0; i < corners.Length; i++)
            placed[i] = (centre.X + radius * (corners[i].X * cos - corners[i].Y * sin), centre.Y + radius * (corners[i].X * sin + corners[i].Y * cos));
        ImageDraw.FillPolygon(image, placed, color);
    }

    private static ImageColor AnyColor(Random random) => new((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256));

    private static double Distance(ImageColor a, ImageColor b) => Math.Sqrt(Math.Pow(a.R - b.R, 2) + Math.Pow(a.G - b.G, 2) + Math.Pow(a.B - b.B, 2));

    private static float Next(Random random, float low, float high) => low + (high - low) * random.NextSingle();

    // System.HashCode differs from run to run.
    private static int HashCode(params ReadOnlySpan<int> values)
    {
        uint hash = 2166136261;
        foreach (int value in values) hash = (hash ^ (uint)value) * 16777619;
        return (int)hash;
    }
}
