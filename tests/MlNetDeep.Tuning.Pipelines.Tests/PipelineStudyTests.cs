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

    private readonly MLContext _ml = new(1);

    [Fact]
    public void A_study_tunes_a_network_in_a_pipeline_with_two_trials_at_a_time()
    {
        var study = Study.Open(new StudyOptions { Direction = Direction.Maximize, Seed = 1 });
        PipelineResult result = Search(study, epochs: 4, new() { ValidationFraction = 0.3, Search = new() { Trials = 4, Parallelism = 2 } });

        Assert.Equal(4, study.GetTrials(TrialState.Complete).Count);
        Assert.True(study.BestValue > 0.9, $"best accuracy {study.BestValue}");
        Assert.All(study.Trials, trial => Assert.Equal(4, trial.IntermediateValues.Length));
        Assert.All(study.Trials, trial => Assert.Equal(trial.IntermediateValues[^1].Values[0], trial.Value, 9));

        Assert.Equal(study.BestTrial.Number, result.Trial.Number);
        Assert.Equal(study.BestParameters, result.Parameters);
        Assert.True(Accuracy(result.Model!.Transform(Data())) > 0.9);
    }

    [Fact]
    public void The_best_pipeline_is_fitted_on_all_the_data()
    {
        var study = Study.Open(new StudyOptions { Direction = Direction.Maximize, Seed = 1 });
        var fitted = new List<int>();
        PipelineResult result = study.OptimizePipeline(_ml, Data(), trial => Counted(trial.SuggestFloat("threshold", 0, 1), fitted), _ => 1, new() { ValidationFraction = 0.25, Search = new() { Trials = 2 } });
        Assert.Equal(3, fitted.Count);
        Assert.All(fitted[..2], count => Assert.InRange(count, 40, 79));
        Assert.Equal(80, fitted[2]);
        Assert.NotNull(result.Model);

        fitted.Clear();
        Assert.Null(study.OptimizePipeline(_ml, Data(), trial => Counted(trial.SuggestFloat("threshold", 0, 1), fitted), _ => 1, new() { Refit = false, Search = new() { Trials = 1 } }).Model);
        Assert.Single(fitted);
    }

    [Fact]
    public void Cross_validation_scores_every_row_once_and_reports_the_folds()
    {
        var study = Study.Open(new StudyOptions { Direction = Direction.Maximize, Seed = 1 });
        var fitted = new List<int>();
        var scored = new List<int>();
        double Count(IDataView rows)
        {
            scored.Add(rows.GetColumn<uint>("Label").Count());
            return scored[^1];
        }
        study.OptimizePipeline(_ml, Data(), trial => Counted(trial.SuggestFloat("threshold", 0, 1), fitted), Count, new() { Folds = 4, Refit = false, Search = new() { Trials = 1 } });
        Assert.Equal(80, scored.Sum());
        Assert.Equal(scored.Select(count => 80 - count), fitted);
        TrialRecord trial = Assert.Single(study.Trials);
        Assert.Equal(scored.Average(), trial.Value);
        Assert.Equal(scored.Select((count, fold) => (fold, (double)count)), trial.IntermediateValues.Select(report => (report.Step, report.Values[0])));
    }

    [Fact]
    public void The_pruner_ends_a_cross_validation_after_a_fold()
    {
        var study = Study.Open(new StudyOptions { Direction = Direction.Maximize, Seed = 1, Pruner = new PruneAfter(1) });
        var fitted = new List<int>();
        Assert.Throws<InvalidOperationException>(() => study.OptimizePipeline(_ml, Data(), trial => Counted(trial.SuggestFloat("threshold", 0, 1), fitted), _ => 1, new() { Folds = 4, Search = new() { Trials = 1 } }));
        Assert.Equal(2, fitted.Count);
        Assert.Equal(TrialState.Pruned, Assert.Single(study.Trials).State);
    }

    [Fact]
    public void Epochs_of_the_folds_go_on_counting()
    {
        var study = Study.Open(new StudyOptions { Direction = Direction.Maximize, Seed = 1 });
        Search(study, epochs: 2, new() { Folds = 3, Refit = false, Search = new() { Trials = 1 } });
        Assert.Equal([1, 2, 3, 4, 5, 6], Assert.Single(study.Trials).IntermediateValues.Select(report => report.Step));
    }

    [Fact]
    public void The_pruner_ends_a_training()
    {
        var study = Study.Open(new StudyOptions { Direction = Direction.Maximize, Seed = 1, Pruner = new PruneAfter(2) });
        Assert.Throws<InvalidOperationException>(() => Search(study, epochs: 6, new() { Search = new() { Trials = 2 } }));
        Assert.All(study.Trials, trial =>
        {
            Assert.Equal(TrialState.Pruned, trial.State);
            Assert.Equal(2, trial.IntermediateValues[^1].Step);
        });
    }

    [Fact]
    public void A_pipeline_that_fails_is_recorded_with_its_exception()
    {
        var study = Study.Open(new StudyOptions { Direction = Direction.Maximize, Seed = 1 });
        var fitted = new List<int>();
        study.OptimizePipeline(_ml, Data(), trial => trial.SuggestInt("n", 0, 100) >= 0 && trial.Number == 0 ? throw new InvalidOperationException("no such column") : Counted(1, fitted), _ => 1, new() { Refit = false, Search = new() { Trials = 2 } });
        Assert.Equal([TrialState.Failed, TrialState.Complete], study.Trials.Select(trial => trial.State));
        Assert.Contains("no such column", study.Trials[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Executions_differ_in_their_split_and_all_are_stored()
    {
        var study = Study.Open(new StudyOptions { Direction = Direction.Maximize, Seed = 1, ExecutionsPerTrial = 3 });
        var rows = new List<long>();
        study.OptimizePipeline(_ml, Data(), (trial, split) =>
        {
            rows.Add(split.Validation!.GetColumn<uint>("Label").Select((label, i) => label * (i + 1L)).Sum());
            return Counted(trial.SuggestFloat("threshold", 0, 1), []);
        }, _ => 1, new() { Refit = false, Search = new() { Trials = 1 } });
        Assert.Equal(3, study.Trials[0].ExecutionValues.Length);
        Assert.Equal(3, rows.Distinct().Count());
    }

    [Fact]
    public void Cancellation_reaches_the_training_and_the_trial_waits()
    {
        using var source = new CancellationTokenSource();
        var study = Study.Open(new StudyOptions { Direction = Direction.Maximize, Seed = 1 });
        Assert.ThrowsAny<OperationCanceledException>(() => Search(study, epochs: 1000, new() { Search = new() { Trials = 2, CancellationToken = source.Token } }, source.Cancel));
        Assert.Equal(TrialState.Waiting, Assert.Single(study.Trials).State);
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        var study = Study.Open(new StudyOptions());
        Assert.Contains("ValidationFraction is 1", Assert.Throws<ArgumentOutOfRangeException>(() => Search(study, 1, new() { ValidationFraction = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("Folds is 1", Assert.Throws<ArgumentOutOfRangeException>(() => Search(study, 1, new() { Folds = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("both set", Assert.Throws<ArgumentException>(() => Search(study, 1, new() { Folds = 2, Validation = Data() })).Message, StringComparison.Ordinal);
    }

    private sealed class PruneAfter(int step) : IPruner
    {
        public bool ShouldPrune(StudyHistory history, TrialRecord trial) => trial.IntermediateValues[^1].Step >= step;
    }

    private PipelineResult Search(Study study, int epochs, PipelineSearchOptions options, Action? progress = null) => study.OptimizePipeline(
        _ml, Data(),
        (trial, split) => _ml.Deep().ImageClassification(new ImageClassificationOptions
        {
            Architecture = new ConvNet { Blocks = trial.SuggestInt("blocks", 1, 2), Filters = 8, Dropout = 0 },
            Augmentation = ImageAugmentation.None,
            LearningRate = trial.SuggestFloat("learning_rate", 3e-3, 2e-2, log: true),
            Epochs = epochs,
            BatchSize = 8,
            Seed = 1,
            Progress = _ => progress?.Invoke(),
        }.ReportTo(trial, split)),
        Accuracy, options);

    private double Accuracy(IDataView scored) => _ml.MulticlassClassification.Evaluate(scored).MicroAccuracy;

    /// <summary>An estimator of ML.NET's own kind that depends on a parameter and tells on how many rows it is fitted.</summary>
    private CountingEstimator Counted(double parameter, List<int> fitted) => new(_ml.Transforms.CopyColumns("Copy", "Label"), parameter, fitted);

    private sealed class CountingEstimator(IEstimator<ITransformer> inner, double parameter, List<int> fitted) : IEstimator<ITransformer>
    {
        public double Parameter => parameter;

        public ITransformer Fit(IDataView input)
        {
            fitted.Add(input.GetColumn<uint>("Label").Count());
            return inner.Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);
    }

    private IDataView Data()
    {
        var random = new Random(1);
        List<Row> rows = [.. Enumerable.Range(0, 80).Select(i => new Row { Image = Picture(i % 2 == 0, random), Label = i % 2 == 0 ? "dark" : "light" })];
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        return _ml.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);
    }

    private static MLImage Picture(bool dark, Random random) => MLImage.CreateFromPixels(8, 8, MLPixelFormat.Rgba32,
        Enumerable.Range(0, 8 * 8 * 4).Select(i => i % 4 == 3 ? (byte)255 : (byte)((dark ? 20 : 160) + random.Next(80))).ToArray());
}
