namespace MlNetDeep.Networks;

/// <summary>Ends the training when a value has not improved for some epochs, and restores the weights of the best one.</summary>
public sealed class EarlyStopping : Callback
{
    private IReadOnlyDictionary<string, float[]>? _bestWeights;
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
    /// True (the default) to give the network the weights of the best epoch when training ends for whatever reason: patience ran
    /// out, all epochs are done, it was cancelled or failed. Costs a copy of the weights.
    /// </summary>
    public bool RestoreBestWeights { get; init; } = true;

    /// <summary>The best epoch so far, from 1; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The value of the best epoch; NaN before the first.</summary>
    public double BestValue { get; private set; } = double.NaN;

    private double Sign => Mode == MonitorMode.Max || (Mode == MonitorMode.Auto && Monitor.Contains("accuracy", StringComparison.OrdinalIgnoreCase)) ? 1 : -1;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        if (Patience < 1) throw new ArgumentException($"EarlyStopping.Patience must be at least 1, is {Patience}");
        if (!(MinDelta >= 0)) throw new ArgumentException(FormattableString.Invariant($"EarlyStopping.MinDelta must be at least 0, is {MinDelta}"));
        (_bestWeights, _waited, BestEpoch, BestValue) = (null, 0, 0, double.NaN);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        double value = context.History[^1].ValueOf(Monitor, nameof(EarlyStopping));
        if (BestEpoch == 0 || Sign * (value - BestValue) > MinDelta)
        {
            (BestEpoch, BestValue, _waited) = (context.Epoch, value, 0);
            if (RestoreBestWeights) _bestWeights = context.Network.GetWeights();
        }
        else if (++_waited >= Patience)
        {
            context.RequestStop(FormattableString.Invariant($"{Monitor} has not improved for {Patience} epochs; the best is {BestValue:0.####} in epoch {BestEpoch}"));
        }
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
        BestValue = state.Number("bestValue");
        _bestWeights = state.Weights("bestWeights");
    }
}
