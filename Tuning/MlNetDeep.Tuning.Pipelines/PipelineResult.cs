using Microsoft.ML;

namespace MlNetDeep.Tuning.Pipelines;

/// <summary>What a search over pipelines found.</summary>
/// <param name="Trial">The best trial.</param>
/// <param name="Model">The best pipeline, fitted on all the data; null when <see cref="PipelineSearchOptions.Refit"/> is false or the search was cancelled.</param>
public sealed record PipelineResult(TrialRecord Trial, ITransformer? Model)
{
    /// <summary>The parameters of the best trial as the pipeline saw them.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; } = Trial.Parameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.Value);
}
