namespace MlNetDeep.Tuning;

/// <summary>How a history is replayed into a <see cref="BatchSearch"/>.</summary>
/// <param name="Sampler">The sampler's name, for messages.</param>
/// <param name="Prefix">With which its notes begin.</param>
/// <param name="Start">Makes the search.</param>
internal sealed record ReplayOptions(string Sampler, string Prefix, Func<SearchFrame, BatchSearch> Start)
{
    /// <summary>The seed; null takes the study's.</summary>
    public long? Seed { get; init; }

    /// <summary>Whether a failed trial is the worst point of its batch, instead of one to be asked for again.</summary>
    public bool FailuresCount { get; init; } = true;

    /// <summary>Whether the search starts anew, from the best trial, when the study meets a new parameter.</summary>
    public bool RestartsOnGrowth { get; init; }

    /// <summary>Whether categorical parameters are dimensions; otherwise they are left to <see cref="Others"/>.</summary>
    public bool IncludesCategories { get; init; } = true;

    /// <summary>Who proposes parameters that are no dimensions; null draws them at random.</summary>
    public ISampler? Others { get; init; }

    /// <summary>Whether the seed is kept with each trial, so that <see cref="BatchReplay.Current"/> knows the search.</summary>
    public bool NotesSeed { get; init; }

    /// <summary>What a trial cost, at least 0, null where that is unknown; null counts every trial as 1.</summary>
    public Func<TrialRecord, double?>? Cost { get; init; }
}
