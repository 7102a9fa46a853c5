namespace MlNetDeep.Networks;

/// <summary>
/// Joins a training to a tuner by two delegates: reports a value after each epoch, then asks whether to give the trial up.
/// </summary>
public sealed class PruningCallback : Callback
{
    private readonly Monitor _monitor;
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
        _monitor = new Monitor(nameof(PruningCallback), monitor, MonitorMode.Auto);
        _report = report;
        _shouldPrune = shouldPrune;
    }

    /// <summary>Whether the last training was given up.</summary>
    public bool Pruned { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Pruned = false;
        _monitor.Check(context);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _report(context.Epoch, _monitor.ValueOf(context.History[^1]));
        if (!_shouldPrune()) return;
        Pruned = true;
        context.RequestStop($"pruned after epoch {context.Epoch}");
    }

    /// <inheritdoc/>
    public override void Save(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Set("pruned", Pruned ? 1 : 0);
    }

    /// <inheritdoc/>
    public override void Load(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Pruned = state.Number("pruned") != 0;
    }
}
