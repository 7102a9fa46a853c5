using Microsoft.ML;

namespace MlNetDeep.Tuning.Pipelines;

/// <summary>Runs studies over ML.NET pipelines.</summary>
public static class StudyExtensions
{
    /// <summary>
    /// Evaluates trials: each fits a pipeline on the training rows and scores the validation rows. Blocks until the search ends;
    /// see <see cref="Study.Optimize(Func{Trial, double}, OptimizeOptions)"/> for what it keeps and throws.
    /// </summary>
    /// <param name="study">The study.</param>
    /// <param name="sweep">Data, pipeline and metric.</param>
    /// <param name="options">How many trials, how many at a time; null for the defaults.</param>
    /// <example>
    /// <code>
    /// study.Optimize(new PipelineSweep
    /// {
    ///     Context = ml,
    ///     Train = ml.Transforms.Conversion.MapValueToKey("Label").Fit(images).Transform(images),
    ///     Pipeline = t => ml.Deep().ImageClassification(t.Report(new()
    ///     {
    ///         LearningRate = t.Trial.SuggestFloat("learning_rate", 1e-4, 1e-2, log: true),
    ///     })),
    ///     Metric = scored => ml.MulticlassClassification.Evaluate(scored).MicroAccuracy,
    /// }, new OptimizeOptions { Trials = 10, Parallelism = 2 });
    /// </code>
    /// </example>
    public static void Optimize(this Study study, PipelineSweep sweep, OptimizeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(sweep);
        sweep.Validate();
        study.Optimize(trial => Evaluate(sweep, trial), options ?? new OptimizeOptions());
    }

    private static double Evaluate(PipelineSweep sweep, Trial trial)
    {
        (IDataView train, IDataView validation) = Split(sweep, trial.Execution);
        IEstimator<ITransformer> pipeline = sweep.Pipeline(new PipelineTrial(trial, validation));
        trial.CancellationToken.ThrowIfCancellationRequested();
        ITransformer model = pipeline.Fit(train);
        return sweep.Metric(model.Transform(validation));
    }

    private static (IDataView Train, IDataView Validation) Split(PipelineSweep sweep, int execution)
    {
        if (sweep.Validation is not null) return (sweep.Train, sweep.Validation);
        DataOperationsCatalog.TrainTestData split = sweep.Context.Data.TrainTestSplit(sweep.Train, sweep.ValidationFraction, seed: sweep.Seed + execution);
        return (split.TrainSet, split.TestSet);
    }
}
