namespace MlNetDeep.Networks;

/// <summary>
/// Multiplies the learning rate by a factor when a value has not improved for some epochs. Keras' <c>ReduceLROnPlateau</c>, with its
/// defaults. Not together with <see cref="TrainingOptions.LearningRateSchedule"/>; after the training the optimizer has its own rate again.
/// </summary>
/// <remarks>
/// PyTorch's counts from one later: its <c>patience</c> and <c>cooldown</c> are <see cref="Patience"/> - 1 and <see cref="Cooldown"/> - 1.
/// </remarks>
public sealed class ReduceLROnPlateau : Callback
{
    private Monitor _monitor = new(nameof(ReduceLROnPlateau), "val_loss", MonitorMode.Auto);
    private int _waited;
    private int _cooling;

    /// <summary>The name of the value, as in <see cref="EpochResult.Values"/>; <c>val_loss</c> by default.</summary>
    public string Monitor { get; init; } = "val_loss";

    /// <summary>Which values are better; by default found from the name.</summary>
    public MonitorMode Mode { get; init; }

    /// <summary>What the learning rate is multiplied by, at least 0 and below 1; 0.1 by default.</summary>
    public float Factor { get; init; } = 0.1f;

    /// <summary>The number of epochs without improvement after which the rate is reduced, at least 1; 10 by default.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>The smallest change that counts as an improvement, at least 0; 0.0001 by default.</summary>
    public double MinDelta { get; init; } = 1e-4;

    /// <summary>
    /// True to take <see cref="MinDelta"/> as a share of the best value, as PyTorch does by default; false (the default) as a difference, as
    /// Keras does.
    /// </summary>
    public bool RelativeMinDelta { get; init; }

    /// <summary>The number of epochs after a reduction in which none are counted, at least 0; 0 by default.</summary>
    public int Cooldown { get; init; }

    /// <summary>The lowest learning rate, finite and at least 0; 0 by default.</summary>
    public float MinLearningRate { get; init; }

    /// <summary>The best value so far; NaN before the first.</summary>
    public double BestValue => _monitor.Best;

    /// <summary>How often the rate was reduced.</summary>
    public int Reductions { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!(Factor >= 0 && Factor < 1)) throw new ArgumentException(FormattableString.Invariant($"ReduceLROnPlateau.Factor must be at least 0 and below 1, is {Factor}"));
        if (Patience < 1) throw new ArgumentException($"ReduceLROnPlateau.Patience must be at least 1, is {Patience}");
        if (Cooldown < 0) throw new ArgumentException($"ReduceLROnPlateau.Cooldown must be at least 0, is {Cooldown}");
        if (!(MinLearningRate >= 0 && float.IsFinite(MinLearningRate)))
            throw new ArgumentException(FormattableString.Invariant($"ReduceLROnPlateau.MinLearningRate must be finite and at least 0, is {MinLearningRate}"));
        LearningRateScheduler.RefuseSchedule(context, nameof(ReduceLROnPlateau));
        (_monitor, _waited, _cooling, Reductions) = (new Monitor(nameof(ReduceLROnPlateau), Monitor, Mode, MinDelta, RelativeMinDelta), 0, 0, 0);
        _monitor.Check(context);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        double value = _monitor.ValueOf(context.History[^1]);
        if (_cooling > 0)
        {
            _cooling--;
            _waited = 0;
        }
        if (_monitor.Improves(value))
            _waited = 0;
        else if (_cooling == 0 && ++_waited >= Patience)
            Reduce(context.Optimizer);
    }

    /// <inheritdoc/>
    public override void Save(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Set("waited", _waited);
        state.Set("cooling", _cooling);
        state.Set("reductions", Reductions);
        state.Set("bestValue", BestValue);
    }

    /// <inheritdoc/>
    public override void Load(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _waited = (int)state.Number("waited");
        _cooling = (int)state.Number("cooling");
        Reductions = (int)state.Number("reductions");
        _monitor.Best = state.Number("bestValue");
    }

    private void Reduce(Optimizer optimizer)
    {
        if (optimizer.LearningRate <= MinLearningRate) return;
        optimizer.LearningRate = Math.Max(optimizer.LearningRate * Factor, MinLearningRate);
        Reductions++;
        (_cooling, _waited) = (Cooldown, 0);
    }
}
