namespace MlNetDeep.Networks;

/// <summary>
/// Unfreezes a network step by step, from its end: before each epoch of the schedule it calls <see cref="Network.UnfreezeFrom"/>. Gradual
/// unfreezing (Howard and Ruder 2018) for transfer learning; freeze the pretrained part first, for example with
/// <see cref="Network.FreezeUntil"/>.
/// </summary>
/// <example>
/// <code>
/// network.FreezeUntil("pool");
/// var thaw = new FreezeSchedule(new Dictionary&lt;int, string&gt; { [3] = "block4", [6] = "block1" });
/// </code>
/// </example>
public sealed class FreezeSchedule : Callback
{
    private readonly SortedDictionary<int, string> _unfreezeFrom;

    /// <summary>Creates the callback.</summary>
    /// <param name="unfreezeFrom">By epoch, from 1: the name of the layer that is unfrozen before it, with all layers computed from it.</param>
    /// <exception cref="ArgumentException">There is no epoch, or one below 1.</exception>
    public FreezeSchedule(IReadOnlyDictionary<int, string> unfreezeFrom)
    {
        ArgumentNullException.ThrowIfNull(unfreezeFrom);
        _unfreezeFrom = new SortedDictionary<int, string>(unfreezeFrom.ToDictionary(pair => pair.Key, pair => pair.Value));
        if (_unfreezeFrom.Count == 0) throw new ArgumentException("FreezeSchedule must have at least one epoch, has none", nameof(unfreezeFrom));
        if (_unfreezeFrom.Keys.First() < 1) throw new ArgumentException($"FreezeSchedule must have epochs from 1, has {_unfreezeFrom.Keys.First()}", nameof(unfreezeFrom));
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // A wrong name should not wait for its epoch.
        foreach (string layer in _unfreezeFrom.Values) _ = context.Network.GetLayer(layer);
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_unfreezeFrom.TryGetValue(context.Epoch, out string? layer)) context.Network.UnfreezeFrom(layer);
    }
}
