namespace MlNetDeep.Networks;

/// <summary>
/// Where a training is after an epoch, beside the network and the optimizer. There is no random state: all random numbers follow from
/// the seed and these counters.
/// </summary>
internal sealed record TrainingState(
    IReadOnlyDictionary<string, string> Settings,
    int Epoch,
    long Step,
    long Batches,
    string? StopReason,
    IReadOnlyList<EpochResult> History,
    IReadOnlyDictionary<string, float> LearningRateFactors,
    IReadOnlyList<TrainingState.Part> Parts)
{
    /// <summary>The numbers and texts of one callback, or of the average of the weights.</summary>
    public sealed record Part(string Name, IReadOnlyDictionary<string, double> Numbers, IReadOnlyDictionary<string, string> Texts);
}
