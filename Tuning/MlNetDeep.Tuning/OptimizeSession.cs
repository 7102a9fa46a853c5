using System.Collections.Immutable;
using System.Runtime.ExceptionServices;

namespace MlNetDeep.Tuning;

/// <summary>One call of Optimize: hands trials to the workers, records what comes of them, and knows when to end.</summary>
internal sealed class OptimizeSession(Study study, OptimizeOptions options) : IDisposable
{
    private static readonly TimeSpan s_storeEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Lock _pulsing = new();
    private readonly HashSet<Trial> _active = [];
    private readonly TimeProvider _time = study.Options.TimeProvider;
    private ITimer? _pulse;
    private long _startedAt;
    private int _begun, _consecutiveFailures;
    private (int Number, string Message, Exception? Exception)? _firstFailure;
    private ExceptionDispatchInfo? _error;
    private TaskCompletionSource _change = NewChange();
    private bool _isExhausted;
    private volatile bool _isStopping;

    public void Start()
    {
        try
        {
            int before = options.BegunBefore ?? study.Trials.Count(trial => trial.State is TrialState.Complete or TrialState.Pruned);
            Budget = (options.TotalTrials, options.Trials + before) switch
            {
                ({ } total, { } here) => Math.Min(total, here),
                ({ } total, null) => total,
                (null, var here) => here,
            };
            _startedAt = _time.GetTimestamp();
            _pulse = _time.CreateTimer(_ => Pulse(), null, s_storeEvery, s_storeEvery);
        }
        catch
        {
            study.Leave();
            throw;
        }
    }

    public void Stop() => _isStopping = true;

    /// <summary>How many trials the study is to have at the end, where a number was given.</summary>
    public int? Budget { get; private set; }

    public void Dispose()
    {
        _pulse?.Dispose();
        lock (_pulsing) _pulse = null;   // wait for a pulse under way
        study.Leave();
        try
        {
            study.Rest();
        }
        catch (Exception e)
        {
            // All trials are recorded; thrown here it would hide why the search ended.
            WarnOrEnd($"study '{study.Name}' could not note the end of the search: {e.Message}");
        }
    }

    public void Work(Func<Trial, IReadOnlyList<double>> objective)
    {
        int before = ThreadShare.Current;
        try
        {
            ThreadShare.Current = Share(before);
            while (Next() is { } trial)
            {
                Outcome outcome;
                do
                {
                    try
                    {
                        outcome = new Outcome(objective(trial), null);
                    }
                    catch (Exception e)
                    {
                        outcome = new Outcome(null, e);
                    }
                }
                while (Record(trial, outcome));
            }
        }
        catch (Exception e)
        {
            End(e);
        }
        finally
        {
            ThreadShare.Current = before;
            Announce();
        }
    }

    public async Task WorkAsync(Func<Trial, CancellationToken, Task<IReadOnlyList<double>>> objective)
    {
        ThreadShare.Current = Share(ThreadShare.Current);   // of this asynchronous flow alone
        try
        {
            while (await NextAsync().ConfigureAwait(false) is { } trial)
            {
                Outcome outcome;
                do
                {
                    try
                    {
                        outcome = new Outcome(await objective(trial, trial.CancellationToken).ConfigureAwait(false), null);
                    }
                    catch (Exception e)
                    {
                        outcome = new Outcome(null, e);
                    }
                }
                while (Record(trial, outcome));
            }
        }
        catch (Exception e)
        {
            End(e);
        }
        finally
        {
            Announce();
        }
    }

    public void ThrowIfFailed()
    {
        _error?.Throw();
        if (options.CancellationToken.IsCancellationRequested && !study.History().Completed.Any())
            throw new OperationCanceledException($"the search of study '{study.Name}' was cancelled before any trial was complete", options.CancellationToken);
    }

    /// <summary>The threads that the engine may use for each trial: with several at a time their share of the cores.</summary>
    private int Share(int limit)
    {
        int trials = options.Parallelism * WorkerProcess.Count;
        if (trials == 1) return limit;
        int share = Math.Max(1, Environment.ProcessorCount / trials);
        return limit > 0 ? Math.Min(limit, share) : share;
    }

    /// <summary>The next trial, or null when the search ends.</summary>
    private Trial? Next()
    {
        while (true)
        {
            (Trial? trial, Task? change) = TryBegin();
            if (change is null) return trial;
            change.Wait();
        }
    }

    private async Task<Trial?> NextAsync()
    {
        while (true)
        {
            (Trial? trial, Task? change) = TryBegin();
            if (change is null) return trial;
            await change.ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The next trial; none when the search ends. Where the sampler has nothing left while trials run, one of which may fail or show that
    /// there is more, instead the end of the first of them.
    /// </summary>
    private (Trial? Trial, Task? Change) TryBegin()
    {
        while (true)
        {
            Trial trial;
            lock (_gate)
            {
                _isExhausted = false;
                if (study.Begin(storesAtOnce: false, IsOver, options.CancellationToken) is not { } begun) return (null, _isExhausted && _active.Count > 0 ? _change.Task : null);
                trial = begun;
                _begun++;
                _active.Add(trial);
            }
            if (trial.Execution < study.Options.ExecutionsPerTrial) return (trial, null);
            Settle(trial, Complete(trial));   // interrupted after its last execution, or the study now asks for fewer
        }
    }

    /// <summary>Wakes the workers that wait for a change.</summary>
    private void Announce()
    {
        TaskCompletionSource announced;
        lock (_gate) (announced, _change) = (_change, NewChange());
        announced.SetResult();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool IsOver(StudyHistory history)
    {
        if (_isStopping || study.MustEnd || options.CancellationToken.IsCancellationRequested) return true;
        int begun = options.BegunBefore is { } before ? history.Trials.Count(trial => trial.State != TrialState.Waiting) - before : _begun;
        if (options.Trials <= begun || _time.GetElapsedTime(_startedAt) >= options.Timeout) return true;
        if (options.TotalTrials is { } total && history.Trials.Count(t => t.State is TrialState.Complete or TrialState.Pruned or TrialState.Paused || study.RunsHere(t)) >= total) return true;
        _isExhausted = study.Sampler.IsExhausted(history) && !history.Trials.Any(t => t.State == TrialState.Waiting) && study.Options.Pruner.Promote(history) is null;
        return _isExhausted;
    }

    /// <summary>Records an execution; true when another one of the same trial is due.</summary>
    private bool Record(Trial trial, Outcome outcome)
    {
        TrialRecord? finished;
        if (outcome.Exception is null && study.WhyInvalid(outcome.Values) is { } invalid)
        {
            study.Warn($"trial {trial.Number} failed: {invalid}");
            finished = Fail(trial, invalid, null);
        }
        else if (outcome.Exception is null)
        {
            trial.AddExecution([.. outcome.Values!]);
            if (trial.Execution < study.Options.ExecutionsPerTrial)
            {
                study.Store(trial);
                if (options.CancellationToken.IsCancellationRequested) finished = study.Interrupt(trial);
                else if (study.IsHopeless(trial)) finished = study.Finish(trial, TrialState.Pruned, Aggregated(trial), null);
                else return true;
            }
            else finished = Complete(trial);
        }
        else if (outcome.Exception is TrialPrunedException) finished = study.Prune(trial);
        else if (outcome.Exception is OperationCanceledException && options.CancellationToken.IsCancellationRequested) finished = study.Interrupt(trial);
        else finished = Fail(trial, $"{outcome.Exception.GetType().Name}: {outcome.Exception.Message}", outcome.Exception);

        Settle(trial, finished);
        return false;
    }

    private void Settle(Trial trial, TrialRecord? finished)
    {
        lock (_gate)
        {
            _active.Remove(trial);
            if (finished is { State: TrialState.Complete or TrialState.Pruned or TrialState.Paused }) (_consecutiveFailures, _firstFailure) = (0, null);
        }
        Announce();
        if (finished is { IsFinished: true }) study.Call(options.Callbacks, finished);
    }

    private ImmutableArray<double> Aggregated(Trial trial)
    {
        ImmutableArray<ImmutableArray<double>> executions = trial.Snapshot().ExecutionValues;
        return [.. Enumerable.Range(0, study.Directions.Count).Select(i => Statistics.Aggregate([.. executions.Select(values => values[i])], study.Options.Aggregate))];
    }

    private TrialRecord? Complete(Trial trial)
    {
        ImmutableArray<double> values = Aggregated(trial);
        return values.Any(double.IsNaN)   // the mean of opposite infinities
            ? Fail(trial, "the executions have no mean: some are infinite with opposite signs", null)
            : study.Complete(trial, values);
    }

    private TrialRecord? Fail(Trial trial, string message, Exception? exception)
    {
        TrialRecord? failed = study.Finish(trial, TrialState.Failed, [], message, options.MaxRetries);
        lock (_gate)
        {
            _firstFailure ??= (trial.Number, message, exception);
            if (exception is not null && !options.Catch(exception)) End(exception);
            else if (++_consecutiveFailures >= options.MaxConsecutiveFailures)
            {
                (int number, string text, Exception? first) = _firstFailure.Value;
                End(new TooManyFailuresException($"{_consecutiveFailures} trials of study '{study.Name}' failed one after the other; the first was trial {number}: {text}", first));
            }
        }
        return failed;
    }

    private void End(Exception error)
    {
        lock (_gate) _error ??= ExceptionDispatchInfo.Capture(error);
        _isStopping = true;
    }

    // Keeps what a killed process would lose: parameters that were asked for since the last report.
    private void Pulse()
    {
        if (!_pulsing.TryEnter()) return;
        try
        {
            if (_pulse is null) return;
            Trial[] active;
            lock (_gate) active = [.. _active];
            foreach (Trial trial in active) study.Store(trial);
        }
        catch (Exception e)
        {
            // On a timer's thread nobody could catch it; should it last, the workers meet it too and say so.
            WarnOrEnd($"study '{study.Name}' could not be stored for now: {e.Message}");
        }
        finally
        {
            _pulsing.Exit();
        }
    }

    private void WarnOrEnd(string message)
    {
        if (study.TryWarn(message) is { } e) End(e);   // an observer's own exception
    }

    private readonly record struct Outcome(IReadOnlyList<double>? Values, Exception? Exception);
}
