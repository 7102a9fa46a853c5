namespace MlNetDeep.Networks;

/// <summary>
/// Joins a training to a tuner by two delegates: reports a value after each epoch, then asks whether to give the trial up.
/// </summary>
public sealed class PruningCallback : Callback
{
    private readonly string _monitor;
    private readonly Action<int, double> _report;
    private readonly Func<bool> _shouldPrune;

    /// <summary>Creates the callback.</summary>
    /// <param name="monitor">The name of the value, as in <see cref="EpochResult.Values"/>, for example <c>val_accuracy</c>.</param>
    /// <param name="report">Receives the epoch, from 1, and the value.</param>
    /// <param name="shouldPrune">Asked after each report; true ends the training.</param>
    public PruningCallback(string monitor, Action<int, double> report, Func<bool> shouldPrune)
    {
        ArgumentException.ThrowIfNullOrEmpty(monitor);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(shouldPrune);
        _monitor = monitor;
        _report = report;
        _shouldPrune = shouldPrune;
    }

    /// <summary>Whether the last training was given up.</summary>
    public bool Pruned { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context) => Pruned = false;

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _report(context.Epoch, context.History[^1].ValueOf(_monitor, nameof(PruningCallback)));
        if (!_shouldPrune()) return;
        Pruned = true;
        context.RequestStop($"pruned after epoch {context.Epoch}");
    }
}
