using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Globalization;

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
    // A copy that never changes, so that it can be read without the lock.
    private volatile IReadOnlyDictionary<string, ParameterValue> _asked = ReadOnlyDictionary<string, ParameterValue>.Empty;
    private readonly OrderedDictionary<string, object?> _attributes = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, double> _constraints = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, object?> _notes = new(StringComparer.Ordinal);
    private volatile IReadOnlyDictionary<string, object?> _noted;
    private ImmutableArray<IntermediateValue> _reports;
    private ImmutableArray<ImmutableArray<double>> _executions;
    private HashSet<int> _reportedSteps = [];
    private bool _finished;
    private bool _isDirty;

    internal Trial(Study study, TrialRecord start, bool storesAtOnce, CancellationToken cancellationToken)
    {
        (_study, _start, _reports, _executions) = (study, start, start.IntermediateValues, start.ExecutionValues);
        foreach ((string key, object? value) in start.UserAttributes) _attributes[key] = value;
        foreach ((string key, object? value) in start.SamplerNotes) _notes[key] = value;
        _noted = start.SamplerNotes;
        foreach ((string name, double value) in start.Constraints) _constraints[name] = value;
        _reportedSteps = [.. start.GetIntermediateValues(start.ExecutionValues.Length).Keys];
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

    /// <summary>
    /// The last step that a paused trial reported before the pruner let it go on; null for a trial that starts anew. The objective
    /// loads its checkpoint of that step, <see cref="UserAttributes"/> tell where it was put, and continues with the next.
    /// </summary>
    public int? ResumedAfterStep
    {
        get
        {
            lock (_gate) return ResumedAfter();
        }
    }

    /// <summary>
    /// The trial's own folder for checkpoints, which exists: write there what the trial needs to go on after a pause or a kill. It keeps
    /// its place through pauses, interruptions, executions and the end of its process, and is deleted when the trial is pruned or has failed.
    /// A process that ends may leave it anywhere after <see cref="ResumedAfterStep"/>: write files under another name and rename them.
    /// </summary>
    /// <exception cref="InvalidOperationException">The study has no <see cref="StudyOptions.CheckpointFolder"/>.</exception>
    public string CheckpointFolder => Directory.CreateDirectory(_study.CheckpointFolderOf(_start)).FullName;

    /// <summary>
    /// The number of the trial whose checkpoint this one starts from, in population-based training (<see cref="PopulationBasedSampler"/>);
    /// null for one that starts anew. Known once the trial has asked for a parameter.
    /// </summary>
    public int? Parent
    {
        get
        {
            lock (_gate) return _notes.TryGetValue(PopulationBasedSampler.ParentNote, out object? parent) ? (int?)Convert.ToInt32(parent, CultureInfo.InvariantCulture) : null;
        }
    }

    /// <summary>The <see cref="CheckpointFolder"/> of the <see cref="Parent"/>; null without a parent.</summary>
    /// <exception cref="InvalidOperationException">The study has no <see cref="StudyOptions.CheckpointFolder"/>.</exception>
    public string? ParentCheckpointFolder => Parent is { } parent ? _study.CheckpointFolderOf(parent) : null;

    /// <summary>What was attached to the trial so far.</summary>
    public IReadOnlyDictionary<string, object?> UserAttributes => Snapshot().UserAttributes;

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

    /// <summary>
    /// States how well the trial keeps a constraint, such as its size minus the size allowed. Samplers seek trials that keep all
    /// constraints, and the best trial is the best of those.
    /// </summary>
    /// <param name="name">The constraint's name; an earlier value under it is replaced.</param>
    /// <param name="value">At most 0 when it is kept, else by how much it is violated. NaN counts as violated.</param>
    /// <exception cref="InvalidOperationException">The trial has ended.</exception>
    public void SetConstraint(string name, double value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        lock (_gate)
        {
            ThrowIfFinished();
            _constraints[name] = value;
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
                Parameters = _asked,
                UserAttributes = new ReadOnlyDictionary<string, object?>(new OrderedDictionary<string, object?>(_attributes, StringComparer.Ordinal)),
                SamplerNotes = new ReadOnlyDictionary<string, object?>(new OrderedDictionary<string, object?>(_notes, StringComparer.Ordinal)),
                Constraints = new ReadOnlyDictionary<string, double>(new OrderedDictionary<string, double>(_constraints, StringComparer.Ordinal)),
                IntermediateValues = _reports,
                ExecutionValues = _executions,
                ResumedAfterStep = ResumedAfter(),
            };
        }
    }

    /// <summary>
    /// The trial with the parameters that it has and those that are proposed for it: what it will be, as far as is known. Takes no
    /// lock that a trial holds while it asks for a parameter.
    /// </summary>
    internal TrialRecord Intended()
    {
        IReadOnlyDictionary<string, ParameterValue> asked = _asked;
        if (_joint is not { Count: > 0 } joint) return _start with { Parameters = asked, SamplerNotes = _noted };
        var parameters = new OrderedDictionary<string, ParameterValue>(joint, StringComparer.Ordinal);
        foreach ((string name, ParameterValue parameter) in asked) parameters[name] = parameter;
        return _start with { Parameters = parameters, SamplerNotes = _noted };
    }

    /// <summary>The trial as it stands, with what is proposed for it. Only for the thread that asks for a parameter.</summary>
    internal TrialRecord Proposed() => Snapshot() with { Parameters = Intended().Parameters };

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

    // An execution that follows starts anew.
    private int? ResumedAfter() => _executions.Length == _start.ExecutionValues.Length ? _start.ResumedAfterStep : null;

    private void ThrowIfFinished()
    {
        if (_finished) throw new InvalidOperationException($"trial {Number} of study '{_study.Name}' has ended and cannot change any more");
    }
}
