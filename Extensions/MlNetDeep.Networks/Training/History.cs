namespace MlNetDeep.Networks;

/// <summary>The course of a training.</summary>
/// <param name="Epochs">The result of each finished epoch.</param>
/// <param name="StopReason">Why a callback ended the training early; null when none did.</param>
/// <param name="Outcome">Completed, stopped by a callback, or cancelled.</param>
public sealed record History(IReadOnlyList<EpochResult> Epochs, string? StopReason, TrainingOutcome Outcome)
{
    /// <summary>The course of one value.</summary>
    /// <param name="name">A name in <see cref="EpochResult.Values"/>, for example <c>val_loss</c>.</param>
    /// <returns>Its value in each epoch.</returns>
    /// <exception cref="KeyNotFoundException">An epoch has no value of this name.</exception>
    public IReadOnlyList<double> this[string name] => [.. Epochs.Select(epoch => epoch.Values.TryGetValue(name, out double value) ? value
        : throw new KeyNotFoundException($"the history has no value '{name}'; epoch {epoch.Epoch} reports {string.Join(", ", epoch.Values.Keys)}"))];
}
