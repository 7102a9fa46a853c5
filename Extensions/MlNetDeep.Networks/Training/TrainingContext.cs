namespace MlNetDeep.Networks;

/// <summary>The state of a running training, as callbacks see it.</summary>
public sealed class TrainingContext
{
    private readonly List<EpochResult> _history = [];

    internal TrainingContext(Network network, Optimizer optimizer, TrainingOptions options, int batchesPerEpoch)
    {
        Network = network;
        Optimizer = optimizer;
        Options = options;
        BatchesPerEpoch = batchesPerEpoch;
    }

    /// <summary>The network that is trained.</summary>
    public Network Network { get; }

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The options of the training.</summary>
    public TrainingOptions Options { get; }

    /// <summary>The number of batches in an epoch; with <see cref="TrainingOptions.AccumulatedBatches"/> there are fewer steps.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>Whether epochs end with a validation, so that results have values with <c>val_</c> before the name.</summary>
    public bool HasValidation { get; internal init; }

    /// <summary>The number of samples in an epoch.</summary>
    public int SamplesPerEpoch { get; internal init; }

    /// <summary>The names of the values that an epoch will report; null when a step function makes them.</summary>
    internal IReadOnlyCollection<string>? ValueNames { get; init; }

    /// <summary>The current epoch, from 1; 0 before the first.</summary>
    public int Epoch { get; internal set; }

    /// <summary>The batch of the epoch that was trained last, from 1; 0 at the start of an epoch.</summary>
    public int Batch { get; internal set; }

    /// <summary>The number of steps of the optimizer since the start of the training.</summary>
    public long Step { get; internal set; }

    /// <summary>The loss of the last batch.</summary>
    public double BatchLoss { get; internal set; }

    /// <summary>The mean loss of the epoch so far.</summary>
    public double MeanLoss { get; internal set; }

    /// <summary>The results of the epochs finished so far.</summary>
    public IReadOnlyList<EpochResult> History => _history;

    /// <summary>Why a callback asked to stop; null when none did.</summary>
    public string? StopReason { get; private set; }

    /// <summary>How the training ended; <see cref="TrainingOutcome.Running"/> before <see cref="Callback.OnTrainEnd"/>.</summary>
    public TrainingOutcome Outcome { get; internal set; }

    /// <summary>Ends the training after the current batch (or epoch, when called at its end). The first reason is kept.</summary>
    /// <param name="reason">Why, for the history.</param>
    public void RequestStop(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        StopReason ??= reason;
    }

    internal void Add(EpochResult result) => _history.Add(result);
}
