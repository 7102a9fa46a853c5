namespace MlNetDeep.Tuning.Tests;

public sealed class CheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("checkpoints").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_paused_trial_finds_what_it_left()
    {
        Study study = Study.Create(new() { CheckpointFolder = _folder, Pruner = new SuccessiveHalvingPruner(1, 2, promote: true), Seed = 1 });
        int resumed = 0;
        study.Optimize(trial =>
        {
            double x = trial.SuggestFloat("x", 0, 1);
            string file = Path.Combine(trial.CheckpointFolder, "step");
            if (trial.ResumedAfterStep is { } last)
            {
                Assert.Equal($"{trial.Number} {last}", File.ReadAllText(file));
                resumed++;
            }
            for (int step = (trial.ResumedAfterStep ?? 0) + 1; step <= 4; step++)
            {
                File.WriteAllText(file, $"{trial.Number} {step}");
                trial.Report(x, step);
                trial.ThrowIfPruned();
            }
            return x;
        }, new() { Trials = 20, Catch = _ => false });
        Assert.True(resumed > 0);
    }

    [Fact]
    public void Contract38_a_resumed_trial_whose_process_ends_starts_again_from_its_pause()
    {
        using var storage = new SqliteStorage(Path.Combine(_folder, "studies.db"));
        double x = 0;
        using (var dying = new SqliteStorage(Path.Combine(_folder, "studies.db")))
        {
            Study ended = Open(dying, Workers.Dead);
            for (int i = 0; i < 2; i++)
            {
                Trial trial = ended.Ask();
                double own = trial.SuggestFloat("x", 0, 1);
                if (i == 0) x = own;
                File.WriteAllText(Path.Combine(trial.CheckpointFolder, "step"), $"{trial.Number} 1");
                trial.Report(i, 1);
                Assert.Equal(TrialState.Paused, ended.Tell(trial, null, TrialState.Pruned).State);
            }
            Trial resumed = ended.Ask();
            Assert.Equal((0, 1), (resumed.Number, resumed.ResumedAfterStep));
            resumed.SuggestFloat("x", 0, 1);
            resumed.Report(0, 2);
        }

        Study study = Open(storage, null);
        Trial again = study.Ask();
        AssertResumed(again);
        study.Interrupt(again);
        again = study.Ask();
        AssertResumed(again);
        again.Report(0.1, 2);
        study.Tell(again, 0.1);
        Assert.Equal([TrialState.Failed, TrialState.Paused, TrialState.Complete], study.Trials.Select(trial => trial.State));
        Assert.Equal([1, 2], study.BestTrial.GetIntermediateValues().Keys);

        void AssertResumed(Trial trial)
        {
            Assert.Equal((2, 1), (trial.Number, trial.ResumedAfterStep));
            Assert.Equal("0 1", File.ReadAllText(Path.Combine(trial.CheckpointFolder, "step")));
            Assert.Equal([1], trial.Snapshot().GetIntermediateValues().Keys);
            Assert.Equal(x, trial.SuggestFloat("x", 0, 1));
        }

        Study Open(SqliteStorage file, WorkerId? worker) =>
            Study.Open(new() { Storage = file, Worker = worker, CheckpointFolder = _folder, Pruner = new SuccessiveHalvingPruner(1, 2, promote: true) });
    }

    [Fact]
    public void Each_execution_is_paused_and_resumed_by_itself()
    {
        Study study = Study.Create(new() { ExecutionsPerTrial = 2, HopelessLevel = 0, Pruner = new SuccessiveHalvingPruner(1, 2, promote: true), Seed = 1 });
        int resumed = 0;
        study.Optimize(trial =>
        {
            double x = trial.SuggestFloat("x", 0, 1);
            Assert.Equal(trial.ResumedAfterStep ?? 0, trial.Snapshot().GetIntermediateValues(trial.Execution).Count);
            if (trial.ResumedAfterStep is not null) resumed++;
            for (int step = (trial.ResumedAfterStep ?? 0) + 1; step <= 4; step++)
            {
                trial.Report(x, step);
                trial.ThrowIfPruned();
            }
            return x;
        }, new() { Trials = 40, Catch = _ => false });
        Assert.True(resumed > 0);
        Assert.Contains(study.Trials, trial => trial.State == TrialState.Complete && trial.ExecutionValues.Length == 2);
    }

    [Fact]
    public void A_failed_trial_that_was_resumed_is_repeated_from_the_start()
    {
        Study study = Study.Create(new() { CheckpointFolder = _folder, Pruner = new SuccessiveHalvingPruner(1, 2, promote: true), Seed = 1 });
        bool hasFailed = false;
        int repeated = 0;
        study.Optimize(trial =>
        {
            double x = trial.SuggestFloat("x", 0, 1);
            string file = Path.Combine(trial.CheckpointFolder, "step");
            Assert.Equal(trial.ResumedAfterStep is not null, File.Exists(file));
            if (trial.Snapshot().RetryOf is not null && trial.ResumedAfterStep is null) repeated++;
            if (trial.ResumedAfterStep is not null && !hasFailed)
            {
                hasFailed = true;
                throw new InvalidOperationException("once");
            }
            for (int step = (trial.ResumedAfterStep ?? 0) + 1; step <= 4; step++)
            {
                File.WriteAllText(file, "");
                trial.Report(x, step);
                trial.ThrowIfPruned();
            }
            return x;
        }, new() { Trials = 20, MaxRetries = 1, Catch = e => e is InvalidOperationException });
        Assert.True(hasFailed);
        Assert.Equal(1, repeated);
    }

    [Fact]
    public void Pruned_and_failed_trials_leave_nothing()
    {
        Study study = Study.Create(new() { Name = "a/b", CheckpointFolder = _folder });
        study.Optimize(trial =>
        {
            File.WriteAllText(Path.Combine(trial.CheckpointFolder, "weights"), "");
            return trial.Number switch { 0 => throw new TrialPrunedException(), 1 => throw new InvalidOperationException("no"), _ => trial.SuggestFloat("x", 0, 1) };
        }, new() { Trials = 3 });
        string kept = Assert.Single(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
        Assert.Equal(Path.Combine(_folder, "a%2Fb", "trial-000002", "weights"), kept);
    }

    [Fact]
    public void Without_a_folder_asking_for_one_says_what_to_set()
    {
        Trial trial = Study.Create(new()).Ask();
        Assert.Contains("CheckpointFolder", Assert.Throws<InvalidOperationException>(() => trial.CheckpointFolder).Message, StringComparison.Ordinal);
    }
}
