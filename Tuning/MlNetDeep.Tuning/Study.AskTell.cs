using System.Collections.Immutable;

namespace MlNetDeep.Tuning;

public sealed partial class Study
{
    /// <summary>
    /// Starts a trial for a program that runs its own loop; hand its result to <see cref="Tell(Trial, double, bool)"/>. Waiting
    /// trials come first. Each parameter is stored when it is asked for. Until it is told, the trial has a heartbeat; should the process
    /// end, another one fails the trial and evaluates its parameters again.
    /// </summary>
    public Trial Ask() => Begin(storesAtOnce: true, static _ => false, CancellationToken.None)!;

    /// <summary>Ends a trial with its value. NaN makes it a failed trial, with a warning.</summary>
    /// <param name="trial">A trial of <see cref="Ask"/>.</param>
    /// <param name="value">The value of the objective.</param>
    /// <param name="skipIfFinished">Do nothing, instead of throwing, when the trial has ended already.</param>
    /// <returns>The trial as it is stored.</returns>
    /// <exception cref="InvalidOperationException">The trial has ended already.</exception>
    public TrialRecord Tell(Trial trial, double value, bool skipIfFinished = false) => Tell(trial, [value], null, skipIfFinished);

    /// <summary>Ends a trial with a state, or with the values of several objectives.</summary>
    /// <param name="trial">A trial of <see cref="Ask"/>.</param>
    /// <param name="values">One value for each objective; null for a pruned trial, which takes its last report, and for a failed one.</param>
    /// <param name="state">Complete, pruned or failed. Null: complete if the values are valid, else failed with a warning.</param>
    /// <param name="skipIfFinished">Do nothing, instead of throwing, when the trial has ended already.</param>
    /// <returns>The trial as it is stored.</returns>
    /// <exception cref="ArgumentException">The state is complete but the values are not valid, or it is no state of an ended trial.</exception>
    /// <exception cref="InvalidOperationException">The trial has ended already.</exception>
    public TrialRecord Tell(Trial trial, IReadOnlyList<double>? values, TrialState? state = null, bool skipIfFinished = false)
    {
        ArgumentNullException.ThrowIfNull(trial);
        if (trial.Study != this) throw new ArgumentException($"trial {trial.Number} belongs to another study than '{Name}'", nameof(trial));
        if (trial.IsFinished)
        {
            return skipIfFinished ? Trials[trial.Number] : throw new InvalidOperationException($"trial {trial.Number} of study '{Name}' has ended already and cannot be told a result again");
        }
        string? invalid = state is TrialState.Pruned or TrialState.Failed ? null : WhyInvalid(values);
        if (invalid is not null && state == TrialState.Complete) throw new ArgumentException($"trial {trial.Number} cannot be complete: {invalid}", nameof(values));
        if (invalid is not null) Warn($"trial {trial.Number} failed: {invalid}");
        TrialRecord? told = (invalid is null ? state ?? TrialState.Complete : TrialState.Failed) switch
        {
            TrialState.Complete => Complete(trial, [.. values!]),
            TrialState.Pruned => Prune(trial),
            TrialState.Failed => Finish(trial, TrialState.Failed, [], invalid ?? "the program told so"),
            TrialState other => throw new ArgumentException($"a trial is told complete, pruned or failed, not {other}", nameof(state)),
        };
        return told ?? Trials[trial.Number];
    }

    /// <summary>Adds a configuration to evaluate before new ones are sampled.</summary>
    /// <param name="parameters">Values by name: an int, double, or choice. A number out of the range that the objective asks for is taken, with a warning; parameters that are not given are sampled.</param>
    /// <param name="skipIfExists">Do nothing when a trial has or will have exactly these parameters.</param>
    /// <exception cref="ArgumentException">A value has another type.</exception>
    public void Enqueue(IReadOnlyDictionary<string, object?> parameters, bool skipIfExists = false)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach ((string name, object? value) in parameters)
            if (!Scalar.IsSupported(value)) throw new ArgumentException($"parameters are strings, booleans, integers, doubles or null, but '{name}' is {Scalar.Describe(value)}", nameof(parameters));
        if (skipIfExists && Trials.Any(trial => HasSettings(trial, parameters))) return;
        _storage.AddTrial(_record.Id, new TrialRecord { State = TrialState.Waiting, Fixed = new OrderedDictionary<string, object?>(parameters, StringComparer.Ordinal) });
    }

    /// <summary>Adds a trial that was evaluated elsewhere, or is to be evaluated (<see cref="TrialState.Waiting"/>).</summary>
    /// <param name="trial">The trial; it gets the next number.</param>
    /// <returns>The trial with its number.</returns>
    /// <exception cref="ArgumentException">The trial is running, its values are not valid, or a parameter is not in its distribution.</exception>
    public TrialRecord AddTrial(TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        if (trial.State == TrialState.Running) throw new ArgumentException("a running trial cannot be added; Ask starts one", nameof(trial));
        if (trial.State == TrialState.Complete && WhyInvalid(trial.Values) is { } invalid) throw new ArgumentException($"the trial cannot be complete: {invalid}", nameof(trial));
        if (trial.State != TrialState.Complete && trial.Values.Length > 0 && trial.Values.Length != Directions.Count) throw new ArgumentException($"the trial has {trial.Values.Length} values for {Directions.Count} objectives", nameof(trial));
        foreach ((string name, ParameterValue parameter) in trial.Parameters)
        {
            if (!parameter.Distribution.Contains(parameter.Internal)) throw new ArgumentException(FormattableString.Invariant($"parameter '{name}' has the internal value {parameter.Internal}, which is not in {parameter.Distribution}"), nameof(trial));
            CheckCompatible(name, parameter.Distribution);
        }
        return _storage.AddTrial(_record.Id, trial with
        {
            Parameters = new OrderedDictionary<string, ParameterValue>(trial.Parameters, StringComparer.Ordinal),
            Fixed = new OrderedDictionary<string, object?>(trial.Fixed, StringComparer.Ordinal),
            UserAttributes = new OrderedDictionary<string, object?>(trial.UserAttributes, StringComparer.Ordinal),
            SamplerNotes = new OrderedDictionary<string, object?>(trial.SamplerNotes, StringComparer.Ordinal),
            Constraints = new OrderedDictionary<string, double>(trial.Constraints, StringComparer.Ordinal),
        });
    }

    internal TrialRecord? Complete(Trial trial, ImmutableArray<double> values)
    {
        if (trial.Execution == 0) trial.AddExecution(values);
        return Finish(trial, TrialState.Complete, values, null);
    }

    internal TrialRecord? Prune(Trial trial)
    {
        ImmutableArray<double> last = trial.Snapshot().LastReport;
        return Finish(trial, _options.Pruner.PausesTrials ? TrialState.Paused : TrialState.Pruned, last.Any(double.IsNaN) ? [] : last, null);
    }

    internal string? WhyInvalid(IReadOnlyList<double>? values)
    {
        if (values is null) return "the objective has no value";
        if (values.Count != Directions.Count) return $"the objective has {values.Count} values, but the study {Directions.Count} directions";
        return values.Any(double.IsNaN) ? "the value of the objective is NaN" : null;
    }

    private static bool HasSettings(TrialRecord trial, IReadOnlyDictionary<string, object?> parameters)
    {
        // A trial that runs may not have stored yet what it was told to use.
        var settings = new Dictionary<string, object?>(trial.Fixed, StringComparer.Ordinal);
        foreach ((string name, ParameterValue parameter) in trial.Parameters) settings[name] = parameter.Value;
        return settings.Count == parameters.Count && parameters.All(p => settings.TryGetValue(p.Key, out object? value) && Scalar.SameSetting(value, p.Value));
    }
}
