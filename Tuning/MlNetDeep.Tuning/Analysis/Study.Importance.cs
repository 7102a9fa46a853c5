namespace MlNetDeep.Tuning;

public sealed partial class Study
{
    /// <summary>
    /// How important each parameter is for an objective, as shares that sum to 1: which of them are worth tuning further, and which may
    /// be left at any value.
    /// </summary>
    /// <remarks>
    /// Learns from trials that are complete, pruned or paused; of the latter two it is only taken that they are no better than most.
    /// Failed trials do not count. Parameters that only some trials have are judged where they are present.
    /// </remarks>
    /// <param name="options">The method and the objective; null for the defaults.</param>
    /// <returns>The shares by parameter, the most important first. Parameters of one value have 0. All have the same share when nothing tells them apart.</returns>
    /// <exception cref="InvalidOperationException">Fewer than two trials are finished.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public IReadOnlyDictionary<string, double> Importance(ImportanceOptions? options = null) =>
        ParameterImportance.Of(Name, Directions.Count, History().Observations, options ?? new ImportanceOptions());
}
