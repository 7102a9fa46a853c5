using System.Globalization;

namespace MlNetDeep.Tuning;

public sealed partial class Study
{
    /// <summary>Where a trial keeps its checkpoints: one that repeats another takes over what that left.</summary>
    internal string CheckpointFolderOf(TrialRecord trial) => _options.CheckpointFolder is { } folder
        ? Path.Combine(folder, Uri.EscapeDataString(Name), "trial-" + First(trial).ToString("000000", CultureInfo.InvariantCulture))
        : throw new InvalidOperationException($"study '{Name}' has no folder for checkpoints; set {nameof(StudyOptions)}.{nameof(StudyOptions.CheckpointFolder)}");

    internal string CheckpointFolderOf(int number) => CheckpointFolderOf(Trials[number]);

    private static int First(TrialRecord trial) => trial.RetryHistory.IsEmpty ? trial.Number : trial.RetryHistory[0];

    /// <summary>Deletes what a trial that will not go on has left.</summary>
    private void DeleteCheckpoints(TrialRecord trial)
    {
        if (_options.CheckpointFolder is null || trial.State is not (TrialState.Pruned or TrialState.Failed)) return;
        try
        {
            Directory.Delete(CheckpointFolderOf(trial), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // It had none.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Warn($"the checkpoints of trial {trial.Number} could not be deleted: {e.Message}");
        }
    }
}
