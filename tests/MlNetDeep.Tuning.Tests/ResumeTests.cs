using MlNetDeep.TestSupport;

namespace MlNetDeep.Tuning.Tests;

public class ResumeTests
{
    private readonly RecordingObserver _observer = new();

    [Fact]
    public async Task Contract38_the_trial_of_an_ended_process_fails_once_and_is_taken_up_with_its_parameters()
    {
        using var folder = new TemporaryFolder();
        using var storage = new SqliteStorage(folder.File("studies.db"));
        double x = 0;
        using (var dying = new SqliteStorage(folder.File("studies.db")))
        {
            Trial trial = Study.Open(new() { Storage = dying, Worker = Workers.Dead }).Ask();
            x = trial.SuggestFloat("x", 0, 1);
            trial.Report(0.5, 0);
            trial.SetUserAttribute("file", "a");
        }
        Study[] studies = [.. Enumerable.Range(0, 4).Select(_ => Study.Open(new() { Storage = storage }))];
        Assert.Equal(TrialState.Running, studies[0].Trials[0].State);
        await Task.WhenAll(studies.Select(s => Task.Run(s.ReleaseLost, TestContext.Current.CancellationToken)));

        IReadOnlyList<TrialRecord> trials = studies[0].Trials;
        Assert.Equal([TrialState.Failed, TrialState.Waiting], trials.Select(t => t.State));
        Assert.Contains("the process that ran the trial ended", trials[0].Message, StringComparison.Ordinal);
        Assert.Equal((0, 1), (trials[1].RetryOf, trials[1].Retries));
        studies[1].Optimize(t => t.SuggestFloat("x", 0, 1), new() { TotalTrials = 1 });
        Assert.Equal(x, studies[1].BestTrial.Parameters["x"].Internal);
        Assert.Equal(1, studies[1].BestTrial.Number);
        Assert.Equal("a", studies[1].BestTrial.UserAttributes["file"]);
        Assert.True(studies[1].BestTrial.IntermediateValues.IsEmpty);
    }

    [Fact]
    public void Contract38_a_trial_that_kills_its_process_is_taken_up_as_often_as_allowed()
    {
        var storage = new InMemoryStorage();
        for (int i = 0; i < 5; i++) Study.Open(new() { Storage = storage, Worker = Workers.Dead with { Instance = i } }).Ask().SuggestFloat("x", 0, 1);
        Study study = Study.Open(new() { Storage = storage });
        study.ReleaseLost();
        Assert.Equal([0, 1, 2, 0, 1, 2], study.Trials.Select(t => t.Retries));   // 0, its two repetitions; a new one, and its
    }

    [Fact]
    public void Contract38_a_worker_of_another_machine_is_lost_after_a_silence()
    {
        ManualTime time = new(), remoteTime = new();
        var storage = new InMemoryStorage();
        Study remote = Study.Open(new() { Storage = storage, Worker = Workers.Elsewhere, TimeProvider = remoteTime });
        Trial trial = remote.Ask();
        Study study = Study.Open(new() { Storage = storage, TimeProvider = time, Observers = [_observer] });
        remoteTime.Advance(TimeSpan.FromSeconds(60));   // the last sign of life
        time.Advance(TimeSpan.FromSeconds(60 + 119));
        study.ReleaseLost();
        Assert.Equal(TrialState.Running, study.Trials[0].State);
        time.Advance(TimeSpan.FromSeconds(2));
        study.ReleaseLost();
        Assert.Equal([TrialState.Failed, TrialState.Waiting], study.Trials.Select(t => t.State));
        Assert.Equal(0, Assert.Single(_observer.Finished).Number);

        Assert.Equal(TrialState.Failed, remote.Tell(trial, 1).State);   // too late: a warning, no crash, and the trial stays failed
        Assert.Throws<InvalidOperationException>(() => remote.Tell(trial, 1));
    }

    [Fact]
    public void Contract38_a_search_gives_signs_of_life_and_stores_parameters_meanwhile()
    {
        var time = new ManualTime();
        var storage = new InMemoryStorage();
        Study study = Study.Open(new() { Storage = storage, TimeProvider = time, Worker = Workers.Elsewhere });
        Study reader = Study.Open(new() { Storage = storage, TimeProvider = time });
        long id = storage.FindStudy("study")!.Id;
        string owner = Workers.Elsewhere.ToString();
        study.Optimize(t =>
        {
            Assert.Equal(time.GetUtcNow(), storage.GetHeartbeat(id, owner));
            double x = t.SuggestFloat("x", 0, 1);
            Assert.Empty(reader.Trials[0].Parameters);
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(x, reader.Trials[0].Parameters["x"].Internal);
            for (int i = 0; i < 600; i++) time.Advance(TimeSpan.FromSeconds(1));
            reader.ReleaseLost();
            return x;
        }, new() { Trials = 1 });
        Assert.Null(Assert.Single(study.Trials).Message);
        Assert.Null(storage.GetHeartbeat(id, owner));
    }

    [Fact]
    public void Contract38_heartbeats_come_at_their_interval_while_a_trial_runs_and_no_longer()
    {
        var time = new ManualTime();
        var storage = new InMemoryStorage();
        Study study = Study.Open(new() { Storage = storage, TimeProvider = time, HeartbeatInterval = TimeSpan.FromSeconds(30), LostAfter = TimeSpan.FromMinutes(1), Worker = Workers.Elsewhere });
        DateTimeOffset start = time.GetUtcNow();
        Trial first = study.Ask(), second = study.Ask();
        Assert.Equal(start, Beat());
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(start, Beat());
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(start.AddSeconds(30), Beat());
        study.Tell(first, 1);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(start.AddSeconds(60), Beat());
        study.Tell(second, 1);
        study.Tell(second, 1, skipIfFinished: true);
        time.Advance(TimeSpan.FromSeconds(300));
        Assert.Equal(start.AddSeconds(60), Beat());
        study.Tell(study.Ask(), 1);
        Assert.Equal(time.GetUtcNow(), Beat());

        DateTimeOffset? Beat() => storage.GetHeartbeat(1, Workers.Elsewhere.ToString());
    }

    [Fact]
    public void Contract38_a_worker_that_never_told_is_lost_when_its_trial_is_old()
    {
        var time = new ManualTime();
        var storage = new InMemoryStorage();
        Study study = Study.Open(new() { Storage = storage, TimeProvider = time, LostAfter = TimeSpan.FromSeconds(60) });
        storage.AddTrial(1, new TrialRecord { Owner = Workers.Elsewhere.ToString(), Started = time.GetUtcNow() });
        time.Advance(TimeSpan.FromSeconds(60));
        study.ReleaseLost();
        Assert.Equal(TrialState.Running, study.Trials[0].State);
        time.Advance(TimeSpan.FromSeconds(1));
        study.ReleaseLost();
        Assert.Equal(TrialState.Failed, study.Trials[0].State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Contract38_a_repetition_inherits_reports_only_if_asked(bool inherits)
    {
        var storage = new InMemoryStorage();
        Trial lost = Study.Open(new() { Storage = storage, Worker = Workers.Dead }).Ask();
        double x = lost.SuggestFloat("x", 0, 1);
        lost.Report(0.5, 0);
        lost.Report(0.25, 4);
        lost.SetUserAttribute("checkpoint", "4.zip");
        Study study = Study.Open(new() { Storage = storage, InheritReportsOnRetry = inherits });
        Trial again = study.Ask();
        Assert.Equal(1, again.Number);
        Assert.Equal(x, again.SuggestFloat("x", 0, 1));
        Assert.Equal(inherits ? 4 : null, again.ResumedAfterStep);
        Assert.Equal("4.zip", again.UserAttributes["checkpoint"]);
        again.Report(0.125, 5);
        TrialRecord told = study.Tell(again, 0.125);
        Assert.Equal(inherits ? [0, 4, 5] : [5], told.IntermediateValues.Select(v => v.Step));
        Assert.Equal([0], told.RetryHistory);
        Assert.Equal((0, 1), (told.RetryOf, told.Retries));
    }

    [Fact]
    public void A_search_repeats_failed_trials_and_keeps_their_history()
    {
        Study study = Study.Create(new() { Storage = new InMemoryStorage() });
        study.Optimize(t => t.SuggestFloat("x", 0, 1) is var x && t.Number < 2 ? double.NaN : x, new() { Trials = 3, MaxRetries = 5 });
        Assert.Equal([[], [0], [0, 1]], study.Trials.Select(t => t.RetryHistory.AsEnumerable()));
        Assert.Single(study.Trials.Select(t => t.Parameters["x"].Internal).Distinct());
    }

    [Fact]
    public void Intervals_are_checked()
    {
        Assert.Contains("LostAfter is at least twice HeartbeatInterval, 00:00:20, not 00:00:19", Assert.Throws<ArgumentOutOfRangeException>(() => Study.Create(new() { LostAfter = TimeSpan.FromSeconds(19) })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Study.Create(new() { HeartbeatInterval = TimeSpan.Zero }));
    }

    [Fact]
    public void A_living_worker_of_this_machine_keeps_its_trial()
    {
        var storage = new InMemoryStorage();
        Study other = Study.Open(new() { Storage = storage });
        Trial trial = other.Ask();
        Study study = Study.Open(new() { Storage = storage });
        study.Optimize(_ => 1, new() { TotalTrials = 3 });
        Assert.Equal(TrialState.Running, study.Trials[0].State);
        Assert.Equal(2, study.GetTrials(TrialState.Complete).Count);   // the running one is the third
        Assert.Equal(TrialState.Complete, other.Tell(trial, 1).State);
    }

    [Fact]
    public void A_resumed_study_continues_with_the_same_parameters()
    {
        var storage = new InMemoryStorage();
        for (int total = 3; total <= 9; total += 3)
            Study.Open(new() { Storage = storage, Sampler = new RandomSampler(), Seed = 5 }).Optimize(t => t.SuggestFloat("x", 0, 1), new() { TotalTrials = total });
        // What other samplers propose depends on which trials have ended, and with several at a time that is chance.
        Study whole = Study.Create(new() { Sampler = new RandomSampler(), Seed = 5 });
        whole.Optimize(t => t.SuggestFloat("x", 0, 1), new() { Trials = 9, Parallelism = 3 });
        Assert.Equal(whole.Trials.Select(t => t.Value), Study.Open(new() { Storage = storage }).Trials.Select(t => t.Value));
    }

    [Fact]
    public void Workers_are_recognised()
    {
        WorkerId self = WorkerId.Create();
        Assert.True(self.IsAlive());
        Assert.NotEqual(self, WorkerId.Create());
        Assert.Equal(self, WorkerId.Parse(self.ToString()));
        Assert.False((self with { ProcessStart = "1" }).IsAlive());   // the number was given to another process
        Assert.False(Workers.Dead.IsAlive());
        Assert.Null(Workers.Elsewhere.IsAlive());
        Assert.Null(WorkerId.Parse("anything"));
    }
}
