using System.Collections.Immutable;

namespace MlNetDeep.Tuning;

// The life of a trial: waiting, running, finished, lost.
public sealed partial class Study
{
    /// <summary>
    /// Takes the first waiting trial, or one that the pruner wants to go on, or creates a new one, and starts it. Null when the search is
    /// over. What ends a search is asked of the very state of the study to which the trial is added, so that workers who reach a limit at
    /// the same moment do not exceed it.
    /// </summary>
    internal Trial? Begin(bool storesAtOnce, Func<StudyHistory, bool> isOver, CancellationToken cancellationToken)
    {
        _heart.Enter();
        Trial? trial = null;
        try
        {
            if (TakeNext(isOver) is not { } record) return null;
            try
            {
                Observe(observer => observer.TrialStarted(this, record));
            }
            catch
            {
                _storage.TryUpdateTrial(_record.Id, ToWaiting(record), TrialState.Running, _owner);   // nobody will run it now
                throw;
            }
            trial = new Trial(this, record, storesAtOnce, cancellationToken);
            Announce(trial);
            return trial;
        }
        finally
        {
            if (trial is null) _heart.Exit();
        }
    }

    /// <summary>Tells that no trial of the search that ends runs any more.</summary>
    internal void Rest() => _heart.Rest();

    /// <summary>
    /// Has the sampler propose parameters for a trial; one trial at a time, so that each sees what the others run with. Other processes
    /// see it by the storage: of two that proposed the same at the same moment, whoever looks later changes its own.
    /// </summary>
    internal IReadOnlyDictionary<string, ParameterValue> Propose(Trial trial, SamplingContext context, Action<IReadOnlyDictionary<string, ParameterValue>> announce)
    {
        const int mostChanges = 10;
        lock (Proposing)
        {
            StudyHistory history = History(except: context.Number);
            IReadOnlyDictionary<string, ParameterValue> proposals = Sampler.SampleJoint(history, context);
            if (!Sampler.RepeatsTrials) proposals = Unrepeated.Choose(history, context, proposals);
            for (int change = 0; ; change++)
            {
                announce(proposals);
                if (proposals.Count == 0 && context.Notes.Count == 0) return proposals;
                _storage.TryUpdateTrial(_record.Id, trial.Proposed(), TrialState.Running, _owner);
                if (Sampler.RepeatsTrials || change == mostChanges) return proposals;
                IReadOnlyDictionary<string, ParameterValue> changed = Unrepeated.Choose(History(except: context.Number), context, proposals);
                if (ReferenceEquals(changed, proposals)) return proposals;
                proposals = changed;
            }
        }
    }

    /// <summary>Ends a trial. Null when another worker had declared it lost; the result is not kept then.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="state">The state in which it ends.</param>
    /// <param name="values">One value for each objective, or none.</param>
    /// <param name="message">Why it failed.</param>
    /// <param name="maxRetries">How often a failed trial is evaluated again in all.</param>
    internal TrialRecord? Finish(Trial trial, TrialState state, ImmutableArray<double> values, string? message, int maxRetries = 0)
    {
        TrialRecord finished = trial.Snapshot() with { State = state, Values = values, Message = message, Finished = _options.TimeProvider.GetUtcNow() };
        // Tells this pause from the next: who saw only this one must not have the trial go on from here once more.
        if (state == TrialState.Paused) finished = finished with { Owner = FormattableString.Invariant($"{_owner} {finished.IntermediateValues.Length}") };
        // Where its checkpoints are not kept, a repetition has nothing to go on from.
        TrialRecord repeated = _options.InheritReportsOnRetry ? finished : finished with { ResumedAfterStep = null };
        return Replace(trial, finished, Repetition(repeated, maxRetries)) ? finished : null;
    }

    /// <summary>Puts an interrupted trial back, with its number, parameters and finished executions.</summary>
    internal TrialRecord? Interrupt(Trial trial)
    {
        TrialRecord waiting = ToWaiting(trial.Snapshot());
        return Replace(trial, waiting) ? waiting : null;
    }

    /// <summary>Stores a running trial as it stands.</summary>
    internal void Store(Trial trial)
    {
        bool isLost;
        lock (trial.WriteGate)   // an older snapshot must not overwrite a newer one
        {
            isLost = trial.TakeChanges() is { } changes && !_storage.TryUpdateTrial(_record.Id, changes, TrialState.Running, _owner);
        }
        if (isLost) WarnLost(trial.Number);
    }

    internal void Reported(Trial trial, IntermediateValue report)
    {
        Store(trial);
        if (_options.Observers.Count == 0) return;
        TrialRecord snapshot = trial.Snapshot();
        Observe(observer => observer.TrialReported(this, snapshot, report));
    }

    internal bool ShouldPrune(Trial trial) => _options.Pruner.ShouldPrune(History(), trial.Snapshot());

    /// <summary>Whether the executions that a trial has had are enough to tell that it is worse than the best trial.</summary>
    internal bool IsHopeless(Trial trial)
    {
        if (_options.HopelessLevel == 0 || Directions.Count > 1) return false;
        ImmutableArray<ImmutableArray<double>> own = trial.Snapshot().ExecutionValues;
        TrialRecord? best = BestOrNull();
        if (best is null || own.Length < 2 || best.ExecutionValues.Length < own.Length) return false;
        double[] differences = [.. own.Select((values, execution) => Curve.Loss(values, 0, Directions[0]) - Curve.Loss(best.ExecutionValues[execution], 0, Directions[0]))];
        return !differences.Any(double.IsNaN) && PairedTest.ProbabilityAtLeast(differences) < _options.HopelessLevel;
    }

    /// <summary>Fails the trials of workers that have ended, and enqueues them again. Exactly one of several callers succeeds for each.</summary>
    /// <returns>The study afterwards.</returns>
    internal StudyHistory ReleaseLost()
    {
        StudyHistory history = History();
        bool isChanged = false;
        foreach (TrialRecord trial in history.Running)
        {
            if (trial.Owner == _owner || !IsLost(trial)) continue;
            TrialRecord failed = trial with
            {
                State = TrialState.Failed,
                Message = $"the process that ran the trial ended (worker {trial.Owner})",
                Finished = _options.TimeProvider.GetUtcNow(),
            };
            isChanged = true;
            if (_storage.TryUpdateTrial(_record.Id, failed, TrialState.Running, trial.Owner, Repetition(failed, _options.MaxLostRetries)))
                Observe(observer => observer.TrialFinished(this, failed));
        }
        return isChanged ? History() : history;
    }

    /// <summary>
    /// Whether a trial certainly runs: in a living process of this machine. One of another machine may have died minutes ago; a
    /// search that counted on it would end one trial short.
    /// </summary>
    internal bool RunsHere(TrialRecord trial) => trial.State == TrialState.Running && (trial.Owner == _owner || WorkerOf(trial)?.IsAlive() == true);

    internal void Beat(bool leaving) => _storage.SetHeartbeat(_record.Id, _owner, leaving ? null : _options.TimeProvider.GetUtcNow());

    private bool Replace(Trial trial, TrialRecord record, TrialRecord? successor = null)
    {
        bool isKept;
        try
        {
            lock (trial.WriteGate)
            {
                trial.MarkFinished();
                isKept = _storage.TryUpdateTrial(_record.Id, record, TrialState.Running, _owner, successor);
            }
        }
        finally
        {
            // Until its end is stored, samplers must see what the trial runs with.
            if (Withdraw(trial)) _heart.Exit();
        }
        if (!isKept) WarnLost(trial.Number);
        else
        {
            if (successor is null || !_options.InheritReportsOnRetry) DeleteCheckpoints(record);
            Observe(observer => observer.TrialFinished(this, record));
        }
        return isKept;
    }

    private TrialRecord? TakeNext(Func<StudyHistory, bool> isOver)
    {
        while (true)
        {
            StudyHistory history = ReleaseLost();
            if (isOver(history)) return null;
            DateTimeOffset now = _options.TimeProvider.GetUtcNow();
            if (history.Trials.FirstOrDefault(trial => trial.State == TrialState.Waiting) is { } waiting)
            {
                TrialRecord running = waiting with { State = TrialState.Running, Owner = _owner, Started = now };
                if (_storage.TryUpdateTrial(_record.Id, running, TrialState.Waiting, waiting.Owner)) return running;
            }
            else if (_options.Pruner.Promote(history) is { } number && history.Trials[number] is { State: TrialState.Paused } paused)
            {
                TrialRecord running = paused with { State = TrialState.Running, Owner = _owner, Started = now, Finished = null, Values = [], Parameters = ImmutableDictionary<string, ParameterValue>.Empty, Fixed = paused.ToExternal(), ResumedAfterStep = paused.LastStep };
                if (_storage.TryUpdateTrial(_record.Id, running, TrialState.Paused, paused.Owner)) return running;
            }
            else
            {
                var created = new TrialRecord { Number = history.Trials.Count, State = TrialState.Running, Owner = _owner, Started = now };
                if (_storage.TryAddTrial(_record.Id, created)) return created;
            }
            // Another worker was faster: look again.
        }
    }

    /// <summary>The trial that evaluates a failed one again; null when it was often enough.</summary>
    private TrialRecord? Repetition(TrialRecord failed, int maxRetries)
    {
        if (failed.State != TrialState.Failed || failed.Retries >= maxRetries) return null;
        TrialRecord waiting = ToWaiting(failed) with { RetryHistory = failed.RetryHistory.Add(failed.Number) };
        if (!_options.InheritReportsOnRetry) return waiting;
        int? last = failed.GetIntermediateValues(failed.ExecutionValues.Length).Keys.Cast<int?>().LastOrDefault();
        return waiting with { IntermediateValues = failed.IntermediateValues, ResumedAfterStep = last };
    }

    private bool IsLost(TrialRecord trial)
    {
        if (WorkerOf(trial)?.IsAlive() is { } isAlive) return !isAlive;
        DateTimeOffset? last = (trial.Owner is null ? null : _storage.GetHeartbeat(_record.Id, trial.Owner)) ?? trial.Started;
        return _options.TimeProvider.GetUtcNow() - last > _options.LostAfter;
    }

    private static WorkerId? WorkerOf(TrialRecord trial) => trial.Owner is null ? null : WorkerId.Parse(trial.Owner);

    private void WarnLost(int number) => Warn($"another worker declared trial {number} of study '{Name}' lost; what it does now is not kept");

    private static TrialRecord ToWaiting(TrialRecord trial)
    {
        var prescribed = new OrderedDictionary<string, object?>(trial.Fixed, StringComparer.Ordinal);
        foreach ((string name, ParameterValue parameter) in trial.Parameters) prescribed[name] = parameter.Value;
        return trial with
        {
            State = TrialState.Waiting,
            Owner = null,
            Values = [],
            Parameters = ImmutableDictionary<string, ParameterValue>.Empty,
            Fixed = prescribed,
            // Of the execution that did not end only what came before a pause: there it starts again.
            IntermediateValues = [.. trial.IntermediateValues.Where(v => v.Execution < trial.ExecutionValues.Length || v.Step <= trial.ResumedAfterStep)],
            Started = null,
            Finished = null,
            Message = null,
        };
    }
}
