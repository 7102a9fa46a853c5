using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace MlNetDeep.Tuning;

/// <summary>
/// One evaluation of the objective: hands out parameters, takes reports, and tells whether to stop. Define-by-run: the objective
/// asks for parameters where it needs them, so that conditional ones are plain <c>if</c>s. Safe to use from several threads.
/// </summary>
public sealed partial class Trial
{
    private readonly Lock _gate = new();
    private readonly Study _study;
    private readonly TrialRecord _start;
    private readonly OrderedDictionary<string, ParameterValue> _parameters = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, object?> _attributes = new(StringComparer.Ordinal);
    private ImmutableArray<IntermediateValue> _reports;
    private ImmutableArray<ImmutableArray<double>> _executions;
    private HashSet<int> _reportedSteps = [];
    private bool _finished;
    private bool _isDirty;

    internal Trial(Study study, TrialRecord start, bool storesAtOnce, CancellationToken cancellationToken)
    {
        (_study, _start, _reports, _executions) = (study, start, start.IntermediateValues, start.ExecutionValues);
        foreach ((string key, object? value) in start.UserAttributes) _attributes[key] = value;
        (StoresAtOnce, CancellationToken) = (storesAtOnce, cancellationToken);
    }

    /// <summary>The number of the trial in its study, from 0.</summary>
    public int Number => _start.Number;

    /// <summary>Which evaluation of the same parameters this is: 0 to <see cref="StudyOptions.ExecutionsPerTrial"/> - 1.</summary>
    public int Execution
    {
        get
        {
            lock (_gate) return _executions.Length;
        }
    }

    /// <summary>A seed for the objective's own random numbers, of 0 to 2^31 - 1: another for each trial and execution, the same in every run.</summary>
    public int Seed => (int)(CounterRandom.Bits(_study.Seed, Number, "execution", Execution) >> 33);

    /// <summary>Signalled when the search is cancelled; hand it to long computations. Never signalled in a trial of <see cref="Study.Ask"/>.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The parameters that the trial has so far, as the objective saw them.</summary>
    public IReadOnlyDictionary<string, object?> Parameters => Snapshot().ToExternal();

    internal Study Study => _study;

    internal Lock WriteGate { get; } = new();

    internal bool StoresAtOnce { get; }

    internal bool IsFinished
    {
        get
        {
            lock (_gate) return _finished;
        }
    }

    /// <summary>Reports an intermediate value, e.g. the validation accuracy after an epoch, for pruners and observers.</summary>
    /// <param name="value">The value; NaN and infinities are allowed.</param>
    /// <param name="step">The step, at least 0. A second report of a step is ignored with a warning.</param>
    /// <exception cref="ArgumentException">The study has several objectives.</exception>
    /// <exception cref="InvalidOperationException">The trial has ended.</exception>
    public void Report(double value, int step) => Report([value], step);

    /// <summary>Reports intermediate values of several objectives.</summary>
    /// <param name="values">One value for each objective.</param>
    /// <param name="step">The step, at least 0. A second report of a step is ignored with a warning.</param>
    /// <exception cref="ArgumentException">The number of values is not that of the objectives.</exception>
    /// <exception cref="InvalidOperationException">The trial has ended.</exception>
    public void Report(IReadOnlyList<double> values, int step)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (values.Count != _study.Directions.Count) throw new ArgumentException($"study '{_study.Name}' has {_study.Directions.Count} objectives, but trial {Number} reports {values.Count} values");
        var report = new IntermediateValue(0, step, [.. values]);
        lock (_gate)
        {
            ThrowIfFinished();
            report = report with { Execution = _executions.Length };
            if (_reportedSteps.Add(step))
            {
                _reports = _reports.Add(report);
                _isDirty = true;
            }
            else report = default;
        }
        if (report.Values.IsDefault) _study.Warn($"trial {Number} reports step {step} a second time; only the first report counts");
        else _study.Reported(this, report);
    }

    /// <summary>Asks the study's pruner whether the trial should end; then throw a <see cref="TrialPrunedException"/>.</summary>
    public bool ShouldPrune() => _study.ShouldPrune(this);

    /// <summary>Ends the trial when the study's pruner says so.</summary>
    /// <exception cref="TrialPrunedException">The trial should end; let it through.</exception>
    public void ThrowIfPruned()
    {
        if (ShouldPrune()) throw new TrialPrunedException();
    }

    /// <summary>Attaches a value to the trial, e.g. the number of weights or the path of a checkpoint.</summary>
    /// <param name="key">The name; an earlier value under it is replaced.</param>
    /// <param name="value">A string, bool, int, double or null.</param>
    /// <exception cref="ArgumentException">The value has another type.</exception>
    /// <exception cref="InvalidOperationException">The trial has ended.</exception>
    public void SetUserAttribute(string key, object? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (!Scalar.IsSupported(value)) throw new ArgumentException($"attributes are strings, booleans, integers, doubles or null, but '{key}' is {Scalar.Describe(value)}", nameof(value));
        lock (_gate)
        {
            ThrowIfFinished();
            _attributes[key] = value;
            _isDirty = true;
        }
        if (StoresAtOnce) _study.Store(this);
    }

    /// <summary>The trial as it stands.</summary>
    public TrialRecord Snapshot()
    {
        lock (_gate)
        {
            return _start with
            {
                Parameters = new ReadOnlyDictionary<string, ParameterValue>(new OrderedDictionary<string, ParameterValue>(_parameters, StringComparer.Ordinal)),
                UserAttributes = new ReadOnlyDictionary<string, object?>(new OrderedDictionary<string, object?>(_attributes, StringComparer.Ordinal)),
                IntermediateValues = _reports,
                ExecutionValues = _executions,
            };
        }
    }

    /// <summary>The snapshot to store, or null when nothing changed since the last one.</summary>
    internal TrialRecord? TakeChanges()
    {
        lock (_gate)
        {
            if (!_isDirty || _finished) return null;
            _isDirty = false;
        }
        return Snapshot();
    }

    internal void AddExecution(ImmutableArray<double> values)
    {
        lock (_gate)
        {
            _executions = _executions.Add(values);
            _reportedSteps = [];
            _isDirty = true;
        }
    }

    internal void MarkFinished()
    {
        lock (_gate) _finished = true;
    }

    private void ThrowIfFinished()
    {
        if (_finished) throw new InvalidOperationException($"trial {Number} of study '{_study.Name}' has ended and cannot change any more");
    }
}
