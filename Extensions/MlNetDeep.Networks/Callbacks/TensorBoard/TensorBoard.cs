namespace MlNetDeep.Networks;

/// <summary>
/// Writes event files for TensorBoard: after each epoch <c>epoch_loss</c>, <c>epoch_accuracy</c> and so on, those of the training and
/// <c>epoch_learning_rate</c> in the subfolder <c>train</c>, those of the validation (without <c>val_</c>) in <c>validation</c>. Keras'
/// <c>TensorBoard</c>, but epochs count from 1. Look at them with <c>tensorboard --logdir</c> and the folder.
/// </summary>
/// <remarks>A training that <see cref="BackupAndRestore"/> takes up again goes on in its files after the epoch of the backup.</remarks>
public sealed class TensorBoard : Callback
{
    private const string ValidationPrefix = "val_";

    // An epoch may take hours, and its batches are what one watches then.
    private static readonly TimeSpan s_flushInterval = TimeSpan.FromSeconds(10);

    private readonly string _folder;
    private readonly TimeProvider _time;
    private EventFile? _training;
    private EventFile? _validation;
    private long _flushed, _lastStep = -1;

    /// <summary>Creates the callback.</summary>
    /// <param name="folder">The folder of the run; created when it is missing. Give each run its own.</param>
    /// <param name="timeProvider">The clock of the events; null (the default) for the system's.</param>
    /// <exception cref="ArgumentException">The folder is empty.</exception>
    public TensorBoard(string folder, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = folder;
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>The number of epochs between two histograms of each weight, at least 0; 0 (the default) for none.</summary>
    public int HistogramEveryEpochs { get; init; }

    /// <summary>
    /// The number of batches between two values of <c>batch_loss</c> and <c>batch_learning_rate</c> in <c>train</c>, at least 0; 0 (the
    /// default) for none. They are counted in steps of the optimizer.
    /// </summary>
    public int EveryBatches { get; init; }

    // Made late: a backup may go on in the files of before.
    private EventFile Training => _training ??= EventFile.Create(Path.Combine(_folder, "train"), _time);

    private EventFile Validation => _validation ??= EventFile.Create(Path.Combine(_folder, "validation"), _time);

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        if (HistogramEveryEpochs < 0) throw new ArgumentException($"TensorBoard.HistogramEveryEpochs must be at least 0, is {HistogramEveryEpochs}");
        if (EveryBatches < 0) throw new ArgumentException($"TensorBoard.EveryBatches must be at least 0, is {EveryBatches}");
        Directory.CreateDirectory(_folder);
        (_training, _validation, _flushed, _lastStep) = (null, null, _time.GetTimestamp(), -1);
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (EveryBatches == 0 || context.Batch % EveryBatches != 0 || context.Step == _lastStep) return;
        _lastStep = context.Step;   // several batches of one step would be one above the other in the plot
        Training.Scalar("batch_loss", context.BatchLoss, context.Step);
        Training.Scalar("batch_learning_rate", context.Optimizer.LearningRate, context.Step);
        if (_time.GetElapsedTime(_flushed) >= s_flushInterval) Flush();
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        EpochResult result = context.History[^1];
        foreach ((string name, double value) in result.Values)
        {
            if (name.StartsWith(ValidationPrefix, StringComparison.Ordinal)) Validation.Scalar($"epoch_{name[ValidationPrefix.Length..]}", value, result.Epoch);
            else Training.Scalar($"epoch_{name}", value, result.Epoch);
        }
        Training.Scalar("epoch_learning_rate", result.LearningRate, result.Epoch);
        if (HistogramEveryEpochs > 0 && result.Epoch % HistogramEveryEpochs == 0)
            foreach (Weight weight in context.Network.Weights) Training.Histogram($"{weight.Name}/histogram", new Histogram(weight.Value.Span), result.Epoch);
        Flush();
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        Flush();
        (_training, _validation) = (null, null);
    }

    /// <inheritdoc/>
    public override void Save(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Save(state, "training", _training);
        Save(state, "validation", _validation);
    }

    /// <inheritdoc/>
    public override void Load(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _training = Load(state, "training");
        _validation = Load(state, "validation");
    }

    private static void Save(CallbackState state, string name, EventFile? file)
    {
        state.Set($"{name}Path", file is null ? "" : file.Path);
        state.Set($"{name}Length", file is null ? 0 : new FileInfo(file.Path).Length);
    }

    private EventFile? Load(CallbackState state, string name) =>
        state.Text($"{name}Path") is { Length: > 0 } path ? EventFile.Resume(path, (long)state.Number($"{name}Length"), _time) : null;

    private void Flush()
    {
        _training?.Flush();
        _validation?.Flush();
        _flushed = _time.GetTimestamp();
    }
}
