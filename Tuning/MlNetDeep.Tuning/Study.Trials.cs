using System.Collections.Immutable;

namespace MlNetDeep.Tuning;

// The life of a trial: waiting, running, finished, lost.
public sealed partial class Study
{
    /// <summary>Takes the first waiting trial, or creates a new one, and starts it.</summary>
    internal Trial Begin(bool storesAtOnce, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _options.TimeProvider.GetUtcNow();
        TrialRecord record = TakeWaiting(now) ?? TakePromoted(now) ?? _storage.AddTrial(_record.Id, new TrialRecord { State = TrialState.Running, Owner = _owner, Started = now });
        try
        {
            Observe(observer => observer.TrialStarted(this, record));
        }
        catch
        {
            _storage.TryUpdateTrial(_record.Id, ToWaiting(record), TrialState.Running, _owner);   // nobody will run it now
            throw;
        }
        var trial = new Trial(this, record, storesAtOnce, cancellationToken);
        Announce(trial);
        return trial;
    }

    /// <summary>Has the sampler propose parameters for a trial; one trial at a time, so that each sees what the others run with.</summary>
    internal IReadOnlyDictionary<string, ParameterValue> Propose(SamplingContext context, Action<IReadOnlyDictionary<string, ParameterValue>> announce)
    {
        lock (_proposing)
        {
            StudyHistory history = History(except: context.Number);
            IReadOnlyDictionary<string, ParameterValue> proposals = Sampler.SampleJoint(history, context);
            if (!Sampler.RepeatsTrials) proposals = Unrepeated.Choose(history, context, proposals);
            announce(proposals);
            return proposals;
        }
    }

    /// <summary>Ends a trial. Null when another worker had declared it lost; the result is not kept then.</summary>
    internal TrialRecord? Finish(Trial trial, TrialState state, ImmutableArray<double> values, string? message)
    {
        TrialRecord finished = trial.Snapshot() with { State = state, Values = values, Message = message, Finished = _options.TimeProvider.GetUtcNow() };
        return Replace(trial, finished) ? finished : null;
    }

    /// <summary>Puts an interrupted trial back, with its number, parameters and finished executions.</summary>
    internal TrialRecord? Interrupt(Trial trial)
    {
        TrialRecord waiting = ToWaiting(trial.Snapshot());
        return Replace(trial, waiting) ? waiting : null;
    }

    /// <summary>Enqueues a failed trial again under a new number.</summary>
    internal void Retry(TrialRecord failed) =>
        _storage.AddTrial(_record.Id, ToWaiting(failed) with { RetryOf = failed.Number, Retries = failed.Retries + 1 });

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
    internal void ReleaseLost()
    {
        foreach (TrialRecord trial in History().Trials)
        {
            if (trial.State != TrialState.Running || trial.Owner == _owner || !IsLost(trial)) continue;
            TrialRecord failed = trial with
            {
                State = TrialState.Failed,
                Message = $"the process that ran the trial ended (worker {trial.Owner})",
                Finished = _options.TimeProvider.GetUtcNow(),
            };
            if (!_storage.TryUpdateTrial(_record.Id, failed, TrialState.Running, trial.Owner)) continue;
            if (trial.Retries < _options.MaxLostRetries) Retry(failed);
            Observe(observer => observer.TrialFinished(this, failed));
        }
    }

    /// <summary>
    /// Whether a trial certainly runs: in a living process of this machine. One of another machine may have died minutes ago; a
    /// search that counted on it would end one trial short.
    /// </summary>
    internal bool RunsHere(TrialRecord trial) => trial.State == TrialState.Running && (trial.Owner == _owner || WorkerOf(trial)?.IsAlive() == true);

    internal void Beat(bool leaving) => _storage.SetHeartbeat(_record.Id, _owner, leaving ? null : _options.TimeProvider.GetUtcNow());

    private bool Replace(Trial trial, TrialRecord record)
    {
        bool isKept;
        Withdraw(trial);
        lock (trial.WriteGate)
        {
            trial.MarkFinished();
            isKept = _storage.TryUpdateTrial(_record.Id, record, TrialState.Running, _owner);
        }
        if (!isKept) WarnLost(trial.Number);
        else
        {
            DeleteCheckpoints(record);
            Observe(observer => observer.TrialFinished(this, record));
        }
        return isKept;
    }

    /// <summary>Takes the paused trial that the pruner wants to go on, if any.</summary>
    private TrialRecord? TakePromoted(DateTimeOffset now)
    {
        while (_options.Pruner.Promote(History()) is { } number)
        {
            TrialRecord paused = Trials[number];
            if (paused.State != TrialState.Paused) return null;
            TrialRecord running = paused with { State = TrialState.Running, Owner = _owner, Started = now, Finished = null, Values = [], Parameters = ImmutableDictionary<string, ParameterValue>.Empty, Fixed = paused.ToExternal(), ResumedAfterStep = paused.LastStep };
            if (_storage.TryUpdateTrial(_record.Id, running, TrialState.Paused, paused.Owner)) return running;
        }
        return null;
    }

    private TrialRecord? TakeWaiting(DateTimeOffset now)
    {
        foreach (TrialRecord waiting in History().Trials)
        {
            if (waiting.State != TrialState.Waiting) continue;
            TrialRecord running = waiting with { State = TrialState.Running, Owner = _owner, Started = now };
            if (_storage.TryUpdateTrial(_record.Id, running, TrialState.Waiting, waiting.Owner)) return running;
        }
        return null;
    }

    private bool IsLost(TrialRecord trial)
    {
        if (WorkerOf(trial)?.IsAlive() is { } isAlive) return !isAlive;
        return trial.Owner is not null
            && _storage.GetHeartbeat(_record.Id, trial.Owner) is { } last
            && _options.TimeProvider.GetUtcNow() - last > _options.LostAfter;
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
