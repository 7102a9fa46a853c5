using Microsoft.ML;

namespace MlNetDeep.Tuning.Pipelines;

/// <summary>Runs studies over ML.NET pipelines.</summary>
public static class StudyExtensions
{
    /// <summary>
    /// Searches for the best of pipelines: each trial fits one and scores it on rows that it was not fitted on, by a split or by
    /// cross-validation. A pipeline that throws makes a failed trial with the exception's message. Blocks until the search ends; see
    /// <see cref="Study.Optimize(Func{Trial, double}, OptimizeOptions)"/> for what it keeps and throws.
    /// </summary>
    /// <param name="study">The study; its direction is that of the metric.</param>
    /// <param name="context">The context that the pipelines belong to.</param>
    /// <param name="data">
    /// The rows, with the columns that the estimators of the trials read. Each trial reads them at least once: keep in memory what is
    /// costly to make, such as decoded images.
    /// </param>
    /// <param name="pipeline">Builds the pipeline of a trial of any ML.NET estimators: asks the trial for parameters where it needs them.</param>
    /// <param name="metric">Computes the objective from scored rows.</param>
    /// <param name="options">How to score and search; null for the defaults.</param>
    /// <returns>The best trial and its pipeline, fitted on all the data.</returns>
    /// <exception cref="InvalidOperationException">No trial is complete.</exception>
    /// <example>
    /// <code>
    /// PipelineResult best = study.OptimizePipeline(ml, images, (trial, split) => ml.Deep().ImageClassification(new ImageClassificationOptions
    /// {
    ///     LearningRate = trial.SuggestFloat("learning_rate", 1e-4, 1e-2, log: true),
    /// }.ReportTo(trial, split)),
    /// scored => ml.MulticlassClassification.Evaluate(scored).MicroAccuracy,
    /// new() { Folds = 5, Search = new() { Trials = 20, Parallelism = 2 } });
    /// </code>
    /// </example>
    public static PipelineResult OptimizePipeline(
        this Study study, MLContext context, IDataView data, Func<Trial, PipelineSplit, IEstimator<ITransformer>> pipeline, Func<IDataView, double> metric, PipelineSearchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(metric);
        options ??= new PipelineSearchOptions();
        options.Validate();
        study.Optimize(trial => Score(trial, Splits(context, data, options, trial.Execution), pipeline, metric), options.Search);

        TrialRecord best = study.BestTrial;
        bool refits = options.Refit && !options.Search.CancellationToken.IsCancellationRequested;
        return new PipelineResult(best, refits ? pipeline(best.Replay(), new PipelineSplit(data, validation: null, fold: 0)).Fit(data) : null);
    }

    /// <summary>Searches for the best of pipelines that report nothing while they are fitted; see the other overload.</summary>
    /// <param name="study">The study; its direction is that of the metric.</param>
    /// <param name="context">The context that the pipelines belong to.</param>
    /// <param name="data">The rows, with the columns that the estimators of the trials read.</param>
    /// <param name="pipeline">Builds the pipeline of a trial of any ML.NET estimators.</param>
    /// <param name="metric">Computes the objective from scored rows.</param>
    /// <param name="options">How to score and search; null for the defaults.</param>
    /// <returns>The best trial and its pipeline, fitted on all the data.</returns>
    /// <exception cref="InvalidOperationException">No trial is complete.</exception>
    public static PipelineResult OptimizePipeline(
        this Study study, MLContext context, IDataView data, Func<Trial, IEstimator<ITransformer>> pipeline, Func<IDataView, double> metric, PipelineSearchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return study.OptimizePipeline(context, data, (trial, _) => pipeline(trial), metric, options);
    }

    private static double Score(Trial trial, PipelineSplit[] splits, Func<Trial, PipelineSplit, IEstimator<ITransformer>> pipeline, Func<IDataView, double> metric)
    {
        double sum = 0;
        foreach (PipelineSplit split in splits)
        {
            trial.CancellationToken.ThrowIfCancellationRequested();
            int reports = trial.Snapshot().IntermediateValues.Length;
            ITransformer model = pipeline(trial, split).Fit(split.Train);
            double value = metric(model.Transform(split.Validation!));
            sum += value;
            if (splits.Length == 1) break;
            // A training that reports its epochs tells the pruner more than the value of the fold.
            if (trial.Snapshot().IntermediateValues.Length == reports) trial.Report(value, split.Fold);
            if (split.Fold < splits.Length - 1) trial.ThrowIfPruned();
        }
        return sum / splits.Length;
    }

    private static PipelineSplit[] Splits(MLContext context, IDataView data, PipelineSearchOptions options, int execution)
    {
        if (options.Validation is not null) return [new PipelineSplit(data, options.Validation, fold: 0)];
        int seed = options.Seed + execution;
        if (options.Folds is { } folds)
            return [.. context.Data.CrossValidationSplit(data, folds, options.SamplingKeyColumn, seed).Select((fold, i) => new PipelineSplit(fold.TrainSet, fold.TestSet, i))];
        DataOperationsCatalog.TrainTestData split = context.Data.TrainTestSplit(data, options.ValidationFraction, options.SamplingKeyColumn, seed);
        return [new PipelineSplit(split.TrainSet, split.TestSet, fold: 0)];
    }
}
