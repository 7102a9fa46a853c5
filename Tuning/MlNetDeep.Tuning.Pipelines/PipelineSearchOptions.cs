using Microsoft.ML;

namespace MlNetDeep.Tuning.Pipelines;

/// <summary>How a study scores pipelines, and how it searches.</summary>
public sealed record PipelineSearchOptions
{
    /// <summary>How many trials, how many at a time, when to end. Default: until the search is stopped.</summary>
    public OptimizeOptions Search { get; init; } = new();

    /// <summary>The rows to score; null (default) takes them from the data, anew for each execution of a trial.</summary>
    public IDataView? Validation { get; init; }

    /// <summary>The share of the data to score when there are neither <see cref="Validation"/> rows nor <see cref="Folds"/>, above 0 and below 1. Default 0.2.</summary>
    public double ValidationFraction { get; init; } = 0.2;

    /// <summary>
    /// For cross-validation: into how many parts the data is split, each of which is scored by a pipeline that was fitted on the others;
    /// the trial's value is the mean. At least 2. Null (default): no cross-validation.
    /// </summary>
    public int? Folds { get; init; }

    /// <summary>A column whose equal values stay on the same side of each split, such as the patient that images are of. Default none.</summary>
    public string? SamplingKeyColumn { get; init; }

    /// <summary>The seed of the splits; execution n of a trial uses <see cref="Seed"/> + n, so that executions differ in their split. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Fit the best pipeline on all the data at the end. Default true.</summary>
    public bool Refit { get; init; } = true;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Search);
        if (!(ValidationFraction is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(ValidationFraction), ValidationFraction, FormattableString.Invariant($"ValidationFraction is {ValidationFraction}; expected above 0 and below 1."));
        if (Folds < 2) throw new ArgumentOutOfRangeException(nameof(Folds), Folds, FormattableString.Invariant($"Folds is {Folds}; expected at least 2."));
        if (Folds is not null && Validation is not null) throw new ArgumentException($"{nameof(Folds)} and {nameof(Validation)} are both set; cross-validation takes its validation rows from the data.");
    }
}
