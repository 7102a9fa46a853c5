using System.Collections.Concurrent;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Tuning.Tests;

public class OptimizeTests
{
    private readonly RecordingObserver _observer = new();

    [Fact]
    public void The_example_of_the_documentation_works()
    {
        using var folder = new TemporaryFolder();
        using var storage = new SqliteStorage(folder.File("study.db"));
        var study = Study.Open(new() { Name = "shapes", Storage = storage, Direction = Direction.Maximize, Pruner = new MedianPruner(), Seed = 1 });
        study.Optimize(trial =>
        {
            int blocks = trial.SuggestInt("blocks", 2, 4);
            double lr = trial.SuggestFloat("lr", 1e-4, 1e-2, log: true);
            double accuracy = 0;
            for (int epoch = 0; epoch < 3; epoch++)
            {
                accuracy = blocks / 4.0 - Math.Abs(Math.Log10(lr) + 3) / 4 + epoch / 100.0;
                trial.Report(accuracy, epoch);
                if (trial.ShouldPrune()) throw new TrialPrunedException();
            }
            return accuracy;
        }, new() { Trials = 8, Parallelism = 2 });
        Assert.Equal(8, study.Trials.Count);
        Assert.Equal(study.GetTrials(TrialState.Complete).Max(t => t.Value), study.BestTrial.Value);
    }

    [Fact]
    public void Contract16_exceptions_fail_the_trial_and_only_those_not_caught_end_the_search()
    {
        Study study = Study.Create(new());
        var options = new OptimizeOptions { Trials = 5, Catch = e => e is InvalidOperationException };
        FormatException thrown = Assert.Throws<FormatException>(() => study.Optimize(t => t.Number switch
        {
            1 => throw new InvalidOperationException("caught"),
            3 => throw new FormatException("not caught"),
            _ => 1.0,
        }, options));
        Assert.Equal("not caught", thrown.Message);
        Assert.Equal([TrialState.Complete, TrialState.Failed, TrialState.Complete, TrialState.Failed], study.Trials.Select(t => t.State));
        Assert.Equal("InvalidOperationException: caught", study.Trials[1].Message);
        Assert.Equal("FormatException: not caught", study.Trials[3].Message);
    }

    [Fact]
    public void Contract17_trials_are_counted_by_call_whatever_their_outcome()
    {
        Study study = Study.Create(new());
        for (int i = 0; i < 2; i++)
        {
            study.Optimize(t => (t.Number % 3) switch { 0 => 1, 1 => throw new TrialPrunedException(), _ => double.NaN }, new() { Trials = 6 });
        }
        Assert.Equal(12, study.Trials.Count);
        study.Optimize(_ => 1, new() { Trials = 0 });
        Assert.Equal(12, study.Trials.Count);
    }

    [Fact]
    public void Contract17_total_trials_do_the_rest()
    {
        Study study = Study.Create(new());
        double Objective(Trial t) => t.Number == 1 ? double.NaN : t.Number == 2 ? throw new TrialPrunedException() : 1;
        study.Optimize(Objective, new() { TotalTrials = 3 });
        Assert.Equal([TrialState.Complete, TrialState.Failed, TrialState.Pruned, TrialState.Complete], study.Trials.Select(t => t.State));
        study.Optimize(Objective, new() { TotalTrials = 3 });
        Assert.Equal(4, study.Trials.Count);
        study.Optimize(Objective, new() { TotalTrials = 10, Parallelism = 4 });
        Assert.Equal(11, study.Trials.Count);   // not one too many, although four workers reach the limit together
    }

    [Fact]
    public void Contract17_no_trial_starts_after_the_timeout_and_the_running_one_is_finished()
    {
        var time = new ManualTime();
        Study study = Study.Create(new() { TimeProvider = time });
        study.Optimize(t => { time.Advance(TimeSpan.FromMinutes(4)); return 1; }, new() { Timeout = TimeSpan.FromMinutes(10) });
        Assert.Equal(3, study.GetTrials(TrialState.Complete).Count);
        Assert.Equal(TimeSpan.FromMinutes(4), study.Trials[0].Duration);
    }

    [Fact]
    public void Contract17_stop_ends_after_the_running_trial_and_is_refused_outside()
    {
        Study study = Study.Create(new());
        Assert.Throws<InvalidOperationException>(study.Stop);
        study.Optimize(t =>
        {
            if (t.Number == 2) study.Stop();
            return 1;
        }, new() { Trials = 10 });
        Assert.Equal(3, study.GetTrials(TrialState.Complete).Count);
        study.Optimize(_ => 1, new() { Trials = 10, Callbacks = [(s, _) => s.Stop()] });
        Assert.Equal(4, study.Trials.Count);
    }

    [Fact]
    public void Contract18_a_search_within_a_search_is_refused()
    {
        Study study = Study.Create(new());
        study.Optimize(t => { study.Optimize(_ => 1, new() { Trials = 1 }); return 1; }, new() { Trials = 1 });
        Assert.Contains("cannot start another one of the same study", Assert.Single(study.Trials).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contract19_callbacks_and_observers_are_called_once_for_each_trial_one_at_a_time()
    {
        int inside = 0;
        var called = new ConcurrentQueue<TrialRecord>();
        Study study = Study.Create(new() { Observers = [_observer] });
        study.Optimize(t =>
        {
            t.Report(1, 0);
            return (t.Number % 3) switch { 0 => 1, 1 => throw new TrialPrunedException(), _ => throw new FormatException("no") };
        }, new()
        {
            Trials = 30,
            Parallelism = 4,
            MaxConsecutiveFailures = null,
            Callbacks = [(s, trial) =>
            {
                Assert.Same(study, s);
                Assert.Equal(1, Interlocked.Increment(ref inside));
                called.Enqueue(trial);
                Interlocked.Decrement(ref inside);
            }],
        });
        Assert.Equal(Enumerable.Range(0, 30), called.Select(t => t.Number).Order());
        Assert.Equal(Enumerable.Range(0, 30), _observer.Started.Select(t => t.Number).Order());
        Assert.Equal(Enumerable.Range(0, 30), _observer.Reports.Select(r => r.Trial).Order());
        Assert.Equal(Enumerable.Range(0, 30), _observer.Finished.Select(t => t.Number).Order());
        Assert.All(called, t => Assert.Equal((t.Number % 3) switch { 0 => TrialState.Complete, 1 => TrialState.Pruned, _ => TrialState.Failed }, t.State));
    }

    [Fact]
    public void An_exception_of_a_callback_ends_the_search()
    {
        Study study = Study.Create(new());
        Assert.Throws<NotSupportedException>(() => study.Optimize(_ => 1, new() { Trials = 5, Callbacks = [(_, _) => throw new NotSupportedException()] }));
        Assert.Equal(TrialState.Complete, Assert.Single(study.Trials).State);
    }

    [Fact]
    public void An_exception_of_an_observer_ends_the_search_and_leaves_no_trial_running()
    {
        var storage = new InMemoryStorage();
        Study study = Study.Open(new() { Storage = storage, Observers = [new Faulty()] });
        Assert.Throws<NotSupportedException>(() => study.Optimize(_ => 1, new() { Trials = 5, Parallelism = 2 }));
        Assert.All(study.Trials, t => Assert.Equal(TrialState.Waiting, t.State));
        int left = study.Trials.Count;
        Study again = Study.Open(new() { Storage = storage });
        again.Optimize(_ => 1, new() { Trials = left });
        Assert.Equal(left, again.GetTrials(TrialState.Complete).Count);
    }

    [Fact]
    public void Contract36_an_exhausted_sampler_ends_the_search()
    {
        Study study = Study.Create(new() { Sampler = new FourTrials() });
        study.Optimize(t => t.SuggestInt("x", 0, 9), new() { Parallelism = 2 });
        Assert.Equal(4, study.Trials.Count);
        study.Enqueue(new Dictionary<string, object?> { ["x"] = 3 });
        study.Optimize(t => t.SuggestInt("x", 0, 9), new() { });
        Assert.Equal(5, study.Trials.Count);
    }

    [Fact]
    public void Contract39_consecutive_failures_end_the_search_with_the_first_of_them()
    {
        Study study = Study.Create(new());
        TooManyFailuresException thrown = Assert.Throws<TooManyFailuresException>(() =>
            study.Optimize(t => t.Number is 0 or 2 ? 1 : throw new FormatException($"bad {t.Number}"), new() { Trials = 50 }));
        Assert.Equal("3 trials of study 'study' failed one after the other; the first was trial 3: FormatException: bad 3", thrown.Message);
        Assert.Equal("bad 3", Assert.IsType<FormatException>(thrown.InnerException).Message);
        Assert.Equal(6, study.Trials.Count);

        thrown = Assert.Throws<TooManyFailuresException>(() => study.Optimize(_ => double.NaN, new() { Trials = 50, MaxConsecutiveFailures = 1 }));
        Assert.Contains("trial 6: the value of the objective is NaN", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contract39_failed_trials_are_repeated_as_often_as_asked()
    {
        Study study = Study.Create(new());
        study.Optimize(t => t.SuggestFloat("x", 0, 1) * (t.Number < 3 ? double.NaN : 1), new() { Trials = 5, MaxRetries = 2, MaxConsecutiveFailures = null });
        Assert.Equal([null, 0, 1, null, null], study.Trials.Select(t => t.RetryOf));
        Assert.Equal([0, 1, 2, 0, 0], study.Trials.Select(t => t.Retries));
        Assert.Single(study.Trials.Take(3).Select(t => t.Parameters["x"].Internal).Distinct());
    }

    [Fact]
    public void Contract40_cancellation_returns_what_is_finished_and_throws_only_without_a_completed_trial()
    {
        using var cancel = new CancellationTokenSource();
        Study study = Study.Create(new());
        study.Optimize(t =>
        {
            t.SuggestFloat("x", 0, 1);
            if (t.Number == 2) cancel.Cancel();
            t.CancellationToken.ThrowIfCancellationRequested();
            return t.Number;
        }, new() { Trials = 10, CancellationToken = cancel.Token });
        Assert.Equal([TrialState.Complete, TrialState.Complete, TrialState.Waiting], study.Trials.Select(t => t.State));
        object? x = study.Trials[2].Fixed["x"];

        study.Optimize(t => t.SuggestFloat("x", 0, 1), new() { TotalTrials = 3 });   // taken up under its number
        Assert.Equal(3, study.Trials.Count);
        Assert.Equal(x, study.Trials[2].Value);

        Study empty = Study.Create(new());
        OperationCanceledException thrown = Assert.Throws<OperationCanceledException>(() => empty.Optimize(_ => 1, new() { Trials = 10, CancellationToken = cancel.Token }));
        Assert.Equal(cancel.Token, thrown.CancellationToken);
    }

    [Fact]
    public void A_trial_that_ends_in_spite_of_the_cancellation_is_kept()
    {
        using var cancel = new CancellationTokenSource();
        Study study = Study.Create(new());
        study.Optimize(t => { cancel.Cancel(); return 1; }, new() { Trials = 10, CancellationToken = cancel.Token });
        Assert.Equal(TrialState.Complete, Assert.Single(study.Trials).State);
    }

    [Fact]
    public async Task Asynchronous_objectives_run_side_by_side()
    {
        Study study = Study.Create(new() { Sampler = new RandomSampler(), Seed = 4 });
        var both = new TaskCompletionSource();
        int running = 0;
        await study.OptimizeAsync(async (trial, token) =>
        {
            double x = trial.SuggestFloat("x", 0, 1);
            if (Interlocked.Increment(ref running) == 2) both.SetResult();
            await both.Task.WaitAsync(TimeSpan.FromSeconds(30), token);   // only two at a time get past here
            return x;
        }, new() { Trials = 6, Parallelism = 2 });
        Study sequential = Study.Create(new() { Sampler = new RandomSampler(), Seed = 4 });
        sequential.Optimize(t => t.SuggestFloat("x", 0, 1), new() { Trials = 6 });
        Assert.Equal(sequential.Trials.Select(t => t.Value), study.Trials.Select(t => t.Value));
    }

    [Fact]
    public async Task Asynchronous_objectives_are_cancelled_pruned_and_failed_alike()
    {
        using var cancel = new CancellationTokenSource();
        Study study = Study.Create(new());
        await study.OptimizeAsync(async (trial, token) =>
        {
            await Task.Yield();
            switch (trial.Number)
            {
                case 0: return 1;
                case 1: throw new TrialPrunedException();
                case 2: throw new FormatException("no");
                default:
                    await cancel.CancelAsync();
                    await Task.Delay(Timeout.Infinite, token);
                    return 2;
            }
        }, new() { CancellationToken = cancel.Token });
        Assert.Equal([TrialState.Complete, TrialState.Pruned, TrialState.Failed, TrialState.Waiting], study.Trials.Select(t => t.State));
    }

    [Fact]
    public void Contract39_parallel_trials_run_on_threads_of_their_own()
    {
        using var both = new CountdownEvent(2);
        Study study = Study.Create(new());
        study.Optimize(t =>
        {
            both.Signal();
            Assert.True(both.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            return Thread.CurrentThread.IsThreadPoolThread ? 1 : 0;
        }, new() { Trials = 2, Parallelism = 2 });
        Assert.All(study.Trials, t => Assert.Equal(0, t.Value));
    }

    private sealed class Faulty : IStudyObserver
    {
        public void TrialStarted(Study study, TrialRecord trial) => throw new NotSupportedException();
    }

    [Fact]
    public void Contract36_workers_try_every_configuration_once_and_at_the_same_time()
    {
        using var together = new CountdownEvent(3);
        Study study = Study.Create(new() { Sampler = new BruteForceSampler() });
        study.Optimize(trial =>
        {
            if (!together.IsSet) together.Signal();
            Assert.True(together.Wait(TimeSpan.FromMinutes(1)), "the other workers began no trial");
            return trial.SuggestInt("a", 0, 4) is var a && a > 2 ? trial.SuggestInt("b", 0, 2) : a;
        }, new() { Parallelism = 3, Catch = _ => false });
        Assert.Equal(3 + 2 * 3, study.Trials.Count);
        Assert.Equal(9, study.Trials.Select(trial => string.Join(' ', trial.Parameters.Values)).Distinct().Count());
    }

    [Fact]
    public async Task Contract36_a_worker_without_work_waits_for_what_the_others_leave_to_do()
    {
        // A member's next trial is known when the one before has ended.
        foreach (bool isAsync in new[] { false, true })
        {
            int workers = 0;
            Study study = Study.Create(new() { Sampler = new PopulationBasedSampler(new() { Size = 2, Generations = 20 }) });
            var options = new OptimizeOptions { Parallelism = 4, Catch = _ => false };
            if (isAsync)
            {
                await study.OptimizeAsync(async (trial, token) =>
                {
                    Assert.InRange(Interlocked.Increment(ref workers), 1, 2);
                    await Task.Yield();
                    Interlocked.Decrement(ref workers);
                    return trial.SuggestFloat("x", 0, 1);
                }, options);
            }
            else
            {
                study.Optimize(trial =>
                {
                    Assert.InRange(Interlocked.Increment(ref workers), 1, 2);
                    Thread.Yield();
                    Interlocked.Decrement(ref workers);
                    return trial.SuggestFloat("x", 0, 1);
                }, options);
            }
            Assert.Equal(40, study.GetTrials(TrialState.Complete).Count);
            Assert.Equal(40, study.Trials.Count);
        }
    }

    private sealed class FourTrials : ISampler
    {
        public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution) => trial.Number;

        public bool IsExhausted(StudyHistory history) => history.Trials.Count >= 4;
    }
}
