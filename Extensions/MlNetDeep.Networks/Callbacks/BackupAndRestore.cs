namespace MlNetDeep.Networks;

/// <summary>
/// Saves the whole state of a training after each epoch, so that it goes on after a crash, a kill or a cancellation as if it had never
/// stopped: call <see cref="Trainer.Fit"/> again with the same network, data, options and callbacks, and the weights at the end are the
/// same, bit for bit. Keras' <c>BackupAndRestore</c>.
/// </summary>
/// <remarks>
/// The file holds the network, the optimizer's state, the counters from which all random numbers follow, the history, the average of the
/// weights and what the callbacks remember. It is also a network file for <see cref="NetworkFile.Load(string)"/>. What was done of an
/// epoch that was cut short is done again. A training that ends by itself deletes the file.
/// </remarks>
/// <param name="path">The file; it is replaced as a whole, so a kill leaves the one before or the new one.</param>
public sealed class BackupAndRestore(string path) : Callback
{
    /// <summary>The number of epochs between two backups, at least 1; 1 by default. The last epoch is always saved.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int EveryEpochs
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>True (the default) to delete the file when the training has ended by itself, so that the next one starts anew.</summary>
    public bool DeleteAtEnd { get; init; } = true;

    /// <summary>The epoch after which the training was taken up again; 0 when it started anew.</summary>
    public int ResumedAfterEpoch { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // What could go wrong with the first backup goes wrong now, not after an epoch of hours.
        if (string.IsNullOrWhiteSpace(path)) throw new ArgumentException("BackupAndRestore needs the path of a file; it is empty");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        NetworkJson.Write(context.Network);   // throws for a layer that no file can hold
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (DeleteAtEnd && context.Outcome is TrainingOutcome.Completed or TrainingOutcome.Stopped) File.Delete(path);
    }

    internal override void OnResume(TrainingRun run)
    {
        ResumedAfterEpoch = 0;
        if (!File.Exists(path)) return;
        run.Restore(path);
        ResumedAfterEpoch = run.Epoch;
    }

    internal override void OnEpochDone(TrainingRun run)
    {
        if (run.Epoch % EveryEpochs == 0 || run.IsAtEnd) run.Save(path);
    }
}
