namespace MlNetDeep.Networks.Tests;

public class MaxDurationTests
{
    private readonly ManualTime _time = new();

    // Three batches in an epoch, each of a second.
    private LambdaCallback Clock => new() { BatchEnd = _ => _time.Advance(1) };

    [Fact]
    public void The_training_ends_after_the_batch_in_which_the_time_runs_out()
    {
        var limit = new MaxDuration(TimeSpan.FromSeconds(4.5), _time);
        History history = ScriptedTraining.Run([Clock, limit]).History!;
        Assert.Equal((1, "the training has taken 00:00:05 of at most 00:00:04.5000000"), (history.Epochs.Count, history.StopReason));
        Assert.Equal(TimeSpan.FromSeconds(5), limit.Elapsed);
    }

    [Fact]
    public void The_epoch_is_finished_on_request()
    {
        History history = ScriptedTraining.Run([Clock, new MaxDuration(TimeSpan.FromSeconds(4.5), _time) { FinishEpoch = true }]).History!;
        Assert.Equal((2, TrainingOutcome.Stopped), (history.Epochs.Count, history.Outcome));
    }

    [Fact]
    public void Enough_time_changes_nothing()
    {
        History history = ScriptedTraining.Run([Clock, new MaxDuration(TimeSpan.FromHours(1), _time)]).History!;
        Assert.Equal((6, TrainingOutcome.Completed), (history.Epochs.Count, history.Outcome));
    }

    [Fact]
    public void The_time_before_a_resume_counts()
    {
        string folder = Directory.CreateTempSubdirectory("mlnetdeep-duration").FullName;
        try
        {
            string path = Path.Combine(folder, "backup.zip");
            Assert.Null(ScriptedTraining.Run([Clock, new MaxDuration(TimeSpan.FromSeconds(12), _time), new BackupAndRestore(path)], killInEpoch: 4).History);
            _time.Advance(1000);
            var limit = new MaxDuration(TimeSpan.FromSeconds(12), _time);
            History history = ScriptedTraining.Run([Clock, limit, new BackupAndRestore(path)]).History!;
            // Three epochs took nine seconds, a fourth takes the rest; the killed one and the time between do not count.
            Assert.Equal((TimeSpan.FromSeconds(12), 3), (limit.Elapsed, history.Epochs.Count));
            Assert.StartsWith("the training has taken 00:00:12", history.StopReason, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_limit_must_be_above_0() =>
        Assert.StartsWith(
            "the limit of MaxDuration must be above 0, is 00:00:00", Assert.Throws<ArgumentOutOfRangeException>(() => new MaxDuration(TimeSpan.Zero)).Message, StringComparison.Ordinal);
}
