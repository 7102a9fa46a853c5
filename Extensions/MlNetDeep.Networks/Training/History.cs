namespace MlNetDeep.Networks;

/// <summary>The course of a training.</summary>
/// <param name="Epochs">The result of each finished epoch.</param>
/// <param name="StopReason">Why a callback ended the training early; null when it ran to its end.</param>
public sealed record History(IReadOnlyList<EpochResult> Epochs, string? StopReason);
