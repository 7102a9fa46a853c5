namespace MlNetDeep.Networks;

/// <summary>
/// Ends the training when a value has not improved for some epochs, and restores the weights of the best one. Keras'
/// <c>EarlyStopping</c>; a NaN is never the best.
/// </summary>
public sealed class EarlyStopping : Callback
{
    private IReadOnlyDictionary<string, float[]>? _bestWeights;
    private Monitor _monitor = new(nameof(EarlyStopping), "val_loss", MonitorMode.Auto);
    private int _waited;

    /// <summary>The name of the value, as in <see cref="EpochResult.Values"/>; <c>val_loss</c> by default.</summary>
    public string Monitor { get; init; } = "val_loss";

    /// <summary>The number of epochs without improvement after which training ends, at least 1; 5 by default.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>The smallest change that counts as an improvement, at least 0; 0 by default.</summary>
    public double MinDelta { get; init; }

    /// <summary>Which values are better; by default found from the name.</summary>
    public MonitorMode Mode { get; init; }

    /// <summary>
    /// A value that must be beaten: epochs that do not improve on it count as without improvement, though an epoch that is the best so
    /// far never ends a training. Null (the default) for none.
    /// </summary>
    public double? Baseline { get; init; }

    /// <summary>The number of epochs at the start that are not looked at, at least 0; 0 by default. For a time in which values get worse.</summary>
    public int StartFromEpoch { get; init; }

    /// <summary>
    /// True (the default) to give the network the weights of the best epoch when training ends for whatever reason: patience ran
    /// out, all epochs are done, it was cancelled or failed. Costs a copy of the weights.
    /// </summary>
    public bool RestoreBestWeights { get; init; } = true;

    /// <summary>The best epoch so far, from 1; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The value of the best epoch; NaN before the first.</summary>
    public double BestValue => _monitor.Best;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Patience < 1) throw new ArgumentException($"EarlyStopping.Patience must be at least 1, is {Patience}");
        if (StartFromEpoch < 0) throw new ArgumentException($"EarlyStopping.StartFromEpoch must be at least 0, is {StartFromEpoch}");
        if (Baseline is double.NaN) throw new ArgumentException("EarlyStopping.Baseline must be a number or null, is NaN");
        (_monitor, _bestWeights, _waited, BestEpoch) = (new Monitor(nameof(EarlyStopping), Monitor, Mode, MinDelta), null, 0, 0);
        _monitor.Check(context);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Epoch <= StartFromEpoch) return;
        double value = _monitor.ValueOf(context.History[^1]);
        _waited++;
        if (_monitor.Improves(value))
        {
            BestEpoch = context.Epoch;
            if (RestoreBestWeights) _bestWeights = context.Network.GetWeights();
            if (Baseline is not double baseline || _monitor.IsBetter(value, baseline)) _waited = 0;
            return;   // as in Keras a training that still improves goes on, below the baseline too
        }
        // As in Keras the first epoch never ends a training.
        if (_waited >= Patience && context.Epoch > 1) context.RequestStop(Reason());
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_bestWeights is not null) context.Network.SetWeights(_bestWeights);
        _bestWeights = null;
    }

    /// <inheritdoc/>
    public override void Save(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Set("waited", _waited);
        state.Set("bestEpoch", BestEpoch);
        state.Set("bestValue", BestValue);
        state.Set("bestWeights", _bestWeights);
    }

    /// <inheritdoc/>
    public override void Load(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _waited = (int)state.Number("waited");
        BestEpoch = (int)state.Number("bestEpoch");
        _monitor.Best = state.Number("bestValue");
        _bestWeights = state.Weights("bestWeights");
    }

    private string Reason()
    {
        string best = BestEpoch == 0 ? "no epoch had a number" : FormattableString.Invariant($"the best is {BestValue:0.####} in epoch {BestEpoch}");
        string baseline = Baseline is double value ? FormattableString.Invariant($" on the baseline of {value:0.####}") : "";
        return FormattableString.Invariant($"{Monitor} has not improved{baseline} for {Patience} epochs; {best}");
    }
}
