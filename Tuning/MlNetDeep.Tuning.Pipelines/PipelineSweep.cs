using Microsoft.ML;

namespace MlNetDeep.Tuning.Pipelines;

/// <summary>What a study over ML.NET pipelines needs: data, a pipeline for each trial, and a number that says how good it is.</summary>
public sealed record PipelineSweep
{
    /// <summary>The context that the pipelines belong to.</summary>
    public required MLContext Context { get; init; }

    /// <summary>
    /// The rows to train on, with the columns that the estimators of the trials read. Each trial reads them at least once: keep in
    /// memory what is costly to make, such as decoded images.
    /// </summary>
    public required IDataView Train { get; init; }

    /// <summary>The rows to score; null (default) splits <see cref="Train"/>, anew for each execution of a trial.</summary>
    public IDataView? Validation { get; init; }

    /// <summary>The share of <see cref="Train"/> to score when there is no <see cref="Validation"/>, above 0 and below 1. Default 0.2.</summary>
    public double ValidationFraction { get; init; } = 0.2;

    /// <summary>The seed of the split; execution n of a trial uses <see cref="Seed"/> + n, so that executions differ in their split. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Builds the pipeline of a trial: asks the trial for parameters where it needs them.</summary>
    public required Func<PipelineTrial, IEstimator<ITransformer>> Pipeline { get; init; }

    /// <summary>Computes the objective from the scored validation rows.</summary>
    public required Func<IDataView, double> Metric { get; init; }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Context);
        ArgumentNullException.ThrowIfNull(Train);
        ArgumentNullException.ThrowIfNull(Pipeline);
        ArgumentNullException.ThrowIfNull(Metric);
        if (!(ValidationFraction is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(ValidationFraction), ValidationFraction, FormattableString.Invariant($"ValidationFraction is {ValidationFraction}; expected above 0 and below 1."));
    }
}
