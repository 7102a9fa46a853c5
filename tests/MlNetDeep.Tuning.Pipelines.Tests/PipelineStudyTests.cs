using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MlNetDeep.Pipelines;
using MlNetDeep.Vision;

namespace MlNetDeep.Tuning.Pipelines.Tests;

public sealed class PipelineStudyTests
{
    private sealed class Row
    {
        [ImageType(8, 8)] public MLImage? Image { get; set; }

        public string Label { get; set; } = "";
    }

    [Fact]
    public void A_study_tunes_a_network_in_a_pipeline_with_two_trials_at_a_time()
    {
        var ml = new MLContext(1);
        var study = Study.Open(new StudyOptions { Direction = Direction.Maximize, Seed = 1 });
        study.Optimize(Sweep(ml, epochs: 4), new OptimizeOptions { Trials = 4, Parallelism = 2 });

        Assert.Equal(4, study.GetTrials(TrialState.Complete).Count);
        Assert.True(study.BestValue > 0.9, $"best accuracy {study.BestValue}");
        Assert.All(study.Trials, trial => Assert.Equal(4, trial.IntermediateValues.Length));
        Assert.All(study.Trials, trial => Assert.Equal(trial.IntermediateValues[^1].Values[0], trial.Value, 9));
    }

    [Fact]
    public void The_pruner_ends_a_training()
    {
        var ml = new MLContext(1);
        var study = Study.Open(new StudyOptions { Direction = Direction.Maximize, Seed = 1, Pruner = new PruneAfter(2) });
        study.Optimize(Sweep(ml, epochs: 6), new OptimizeOptions { Trials = 2 });
        Assert.All(study.Trials, trial =>
        {
            Assert.Equal(TrialState.Pruned, trial.State);
            Assert.Equal(2, trial.IntermediateValues[^1].Step);
        });
    }

    [Fact]
    public void Executions_differ_in_their_split_and_all_are_stored()
    {
        var ml = new MLContext(1);
        var study = Study.Open(new StudyOptions { Direction = Direction.Maximize, Seed = 1, ExecutionsPerTrial = 3 });
        var rows = new List<long>();
        PipelineSweep sweep = Sweep(ml, epochs: 1);
        study.Optimize(sweep with
        {
            Pipeline = t =>
            {
                rows.Add(t.Validation.GetColumn<uint>("Label").Select((label, i) => label * (i + 1L)).Sum());
                return sweep.Pipeline(t);
            },
        }, new OptimizeOptions { Trials = 1 });
        Assert.Equal(3, study.Trials[0].ExecutionValues.Length);
        Assert.Equal(3, rows.Distinct().Count());
    }

    [Fact]
    public void Cancellation_reaches_the_training_and_the_trial_waits()
    {
        var ml = new MLContext(1);
        using var source = new CancellationTokenSource();
        var study = Study.Open(new StudyOptions { Direction = Direction.Maximize, Seed = 1 });
        PipelineSweep sweep = Sweep(ml, epochs: 1000, progress: source.Cancel);
        Assert.ThrowsAny<OperationCanceledException>(() => study.Optimize(sweep, new OptimizeOptions { Trials = 2, CancellationToken = source.Token }));
        Assert.Equal(TrialState.Waiting, Assert.Single(study.Trials).State);
    }

    [Fact]
    public void A_fraction_out_of_range_is_named()
    {
        var ml = new MLContext(1);
        var study = Study.Open(new StudyOptions());
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => study.Optimize(Sweep(ml, 1) with { ValidationFraction = 1 }));
        Assert.Contains("ValidationFraction is 1", e.Message, StringComparison.Ordinal);
    }

    private sealed class PruneAfter(int step) : IPruner
    {
        public bool ShouldPrune(StudyHistory history, TrialRecord trial) => trial.IntermediateValues[^1].Step >= step;
    }

    private static PipelineSweep Sweep(MLContext ml, int epochs, Action? progress = null) => new()
    {
        Context = ml,
        Train = Data(ml),
        ValidationFraction = 0.3,
        Pipeline = t => ml.Deep().ImageClassification(t.Report(new ImageClassificationOptions
        {
            Architecture = new ConvNet { Blocks = t.Trial.SuggestInt("blocks", 1, 2), Filters = 8, Dropout = 0 },
            Augmentation = ImageAugmentation.None,
            LearningRate = t.Trial.SuggestFloat("learning_rate", 3e-3, 2e-2, log: true),
            Epochs = epochs,
            BatchSize = 8,
            Seed = 1,
            Progress = _ => progress?.Invoke(),
        })),
        Metric = scored => ml.MulticlassClassification.Evaluate(scored).MicroAccuracy,
    };

    private static IDataView Data(MLContext ml)
    {
        var random = new Random(1);
        List<Row> rows = [.. Enumerable.Range(0, 80).Select(i => new Row { Image = Picture(i % 2 == 0, random), Label = i % 2 == 0 ? "dark" : "light" })];
        IDataView data = ml.Data.LoadFromEnumerable(rows);
        return ml.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);
    }

    private static MLImage Picture(bool dark, Random random) => MLImage.CreateFromPixels(8, 8, MLPixelFormat.Rgba32,
        Enumerable.Range(0, 8 * 8 * 4).Select(i => i % 4 == 3 ? (byte)255 : (byte)((dark ? 20 : 160) + random.Next(80))).ToArray());
}
