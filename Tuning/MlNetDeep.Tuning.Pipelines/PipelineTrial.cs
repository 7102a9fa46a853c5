using Microsoft.ML;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines;

namespace MlNetDeep.Tuning.Pipelines;

/// <summary>A trial of a study over pipelines: the parameters to ask for, and the rows that it is scored on.</summary>
public sealed class PipelineTrial
{
    internal PipelineTrial(Trial trial, IDataView validation)
    {
        Trial = trial;
        Validation = validation;
    }

    /// <summary>The trial of the study: suggests parameters and takes reports.</summary>
    public Trial Trial { get; }

    /// <summary>The validation rows of this trial and execution.</summary>
    public IDataView Validation { get; }

    /// <summary>
    /// Joins a training to the trial: validates on the trial's rows, reports the validation accuracy after each epoch, lets the
    /// study's pruner end the training, and hands on the cancellation of the search.
    /// </summary>
    /// <remarks>
    /// The validation rows reach the estimator as they are in the sweep: whatever it needs (images loaded, labels as keys) is done
    /// before the sweep, not in the pipeline of the trial.
    /// </remarks>
    /// <param name="options">
    /// The options of the estimator; they are changed and returned. A progress callback that they have is kept, a validation set
    /// as well; their cancellation token becomes that of the search.
    /// </param>
    /// <returns><paramref name="options"/>.</returns>
    public ImageClassificationOptions Report(ImageClassificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Action<TrainingProgress>? progress = options.Progress;
        options.ValidationSet ??= Validation;
        options.CancellationToken = Trial.CancellationToken;
        options.Progress = p =>
        {
            progress?.Invoke(p);
            if (p.Result?.ValidationAccuracy is not double accuracy) return;
            Trial.Report(accuracy, p.Epoch);
            if (p.Epoch < p.Epochs) Trial.ThrowIfPruned();
        };
        return options;
    }
}
