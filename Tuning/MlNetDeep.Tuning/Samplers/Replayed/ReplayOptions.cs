namespace MlNetDeep.Tuning;

/// <summary>How a history is replayed into a <see cref="BatchSearch"/>.</summary>
/// <param name="Name">The sampler's name, with which its notes begin.</param>
/// <param name="Start">Makes the search.</param>
internal sealed record ReplayOptions(string Name, Func<SearchFrame, BatchSearch> Start)
{
    /// <summary>The seed; null takes the study's.</summary>
    public long? Seed { get; init; }

    /// <summary>Whether a failed trial is the worst point of its batch, instead of one to be asked for again.</summary>
    public bool FailuresCount { get; init; }

    /// <summary>Whether the search starts anew, from the best trial, when the study meets a new parameter.</summary>
    public bool RestartsOnGrowth { get; init; }

    /// <summary>Whether categorical parameters are dimensions; otherwise each is drawn on its own.</summary>
    public bool IncludesCategories { get; init; } = true;

    /// <summary>The user attribute with a trial's cost; null counts every trial as 1.</summary>
    public string? CostAttribute { get; init; }
}
