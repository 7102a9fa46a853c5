using MlNetDeep.Networks;
using MlNetDeep.Pipelines;

namespace MlNetDeep.Tuning.Pipelines;

/// <summary>Joins trainings inside pipelines to the trials of a study.</summary>
public static class TrialReporting
{
    /// <summary>
    /// Joins a training to a trial: validates on the trial's rows, reports after each epoch, lets the study's pruner end the training,
    /// and hands on the cancellation of the search. Epochs of later folds of a cross-validation go on counting.
    /// </summary>
    /// <remarks>
    /// The validation rows reach the estimator as they are in the data of the search: whatever it needs (images loaded, labels as keys)
    /// is done before the search, not in the pipeline of the trial.
    /// </remarks>
    /// <param name="options">
    /// The options of the estimator; they are changed and returned. A progress callback that they have is kept, a validation set
    /// as well; their cancellation token becomes that of the search.
    /// </param>
    /// <param name="trial">The trial.</param>
    /// <param name="split">The rows of the trial.</param>
    /// <param name="value">What to report after an epoch, null for nothing. Default: the validation accuracy.</param>
    /// <returns><paramref name="options"/>.</returns>
    public static ImageClassificationOptions ReportTo(this ImageClassificationOptions options, Trial trial, PipelineSplit split, Func<EpochResult, double?>? value = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(split);
        Action<TrainingProgress>? progress = options.Progress;
        options.ValidationSet ??= split.Validation;
        options.CancellationToken = trial.CancellationToken;
        options.Progress = p =>
        {
            progress?.Invoke(p);
            if (p.Result is null || (value is null ? p.Result.ValidationAccuracy : value(p.Result)) is not { } reported) return;
            trial.Report(reported, split.Fold * p.Epochs + p.Epoch);
            if (p.Epoch < p.Epochs) trial.ThrowIfPruned();
        };
        return options;
    }
}
