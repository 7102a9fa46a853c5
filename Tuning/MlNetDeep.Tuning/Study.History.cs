using System.Collections.Immutable;

namespace MlNetDeep.Tuning;

public sealed partial class Study
{
    private readonly Lock _reading = new();
    private readonly List<TrialRecord> _trials = [];
    private readonly Dictionary<string, Distribution> _distributions = new(StringComparer.Ordinal);
    private readonly SortedSet<int> _runningNumbers = [];
    private readonly Dictionary<int, Trial> _live = [];
    private IReadOnlyList<TrialRecord> _trialsView = [];
    private ObservationTable _table;
    private long _revision;

    /// <summary>All trials in every state, ordered by number: a snapshot that later changes leave alone.</summary>
    public IReadOnlyList<TrialRecord> Trials => History().Trials;

    /// <summary>The best complete trial of a study with one objective, of those that keep all constraints; the earliest of equals.</summary>
    /// <exception cref="InvalidOperationException">No trial is complete, or the study has several objectives.</exception>
    public TrialRecord BestTrial
    {
        get
        {
            if (Directions.Count > 1) throw new InvalidOperationException($"study '{Name}' has {Directions.Count} objectives and so no single best trial; read BestTrials");
            return BestOrNull() ?? throw NothingCompleted();
        }
    }

    /// <summary>The value of <see cref="BestTrial"/>.</summary>
    /// <exception cref="InvalidOperationException">No trial is complete, or the study has several objectives.</exception>
    public double BestValue => BestTrial.Value;

    /// <summary>The parameters of <see cref="BestTrial"/> as the objective saw them.</summary>
    /// <exception cref="InvalidOperationException">No trial is complete, or the study has several objectives.</exception>
    public IReadOnlyDictionary<string, object?> BestParameters => BestTrial.ToExternal();

    /// <summary>The complete trials that keep all constraints and that no other such trial beats in every objective: the Pareto front, ordered by number.</summary>
    public IReadOnlyList<TrialRecord> BestTrials => ParetoFront(History().Trials, Directions);

    /// <summary>The trials in certain states, ordered by number.</summary>
    /// <param name="states">The states.</param>
    public IReadOnlyList<TrialRecord> GetTrials(params TrialState[] states) => [.. Trials.Where(trial => states.Contains(trial.State))];

    internal static IReadOnlyList<TrialRecord> ParetoFront(IReadOnlyList<TrialRecord> trials, IReadOnlyList<Direction> directions)
    {
        TrialRecord[] completed = [.. trials.Where(trial => trial.State == TrialState.Complete && trial.IsFeasible)];
        return [.. completed.Where(trial => !Array.Exists(completed, other => Dominates(other, trial, directions)))];
    }

    /// <summary>The best trial of a study with one objective; null when there is none.</summary>
    internal TrialRecord? BestOrNull()
    {
        TrialRecord? best = null;
        foreach (TrialRecord trial in History().Completed)
            if (trial.IsFeasible && (best is null || IsBetter(trial.Value, best.Value, Directions[0]))) best = trial;
        return best;
    }

    /// <summary>The study as stored now; only what changed since the last call is read.</summary>
    /// <param name="except">The number of a running trial to leave out: the one that a sampler proposes for.</param>
    internal StudyHistory History(int except = -1)
    {
        lock (_reading)
        {
            TrialChanges changes = _storage.ReadTrials(_record.Id, _revision);
            _revision = changes.Revision;
            bool mustBuild = false;
            foreach (TrialRecord trial in changes.Trials)
            {
                if (trial.Number == _trials.Count) _trials.Add(trial);
                else if (trial.Number < _trials.Count) _trials[trial.Number] = trial;
                else throw new StudyStorageException($"study '{Name}' lacks trial {_trials.Count} in its storage");
                // What is only proposed for a trial of this process it need not ask for.
                if (!_live.ContainsKey(trial.Number))
                    foreach ((string name, ParameterValue parameter) in trial.Parameters) Remember(name, parameter.Distribution);
                if (trial.State == TrialState.Running) _runningNumbers.Add(trial.Number);
                else _runningNumbers.Remove(trial.Number);
                mustBuild |= !_table.TryAdd(trial);
            }
            if (mustBuild) _table = ObservationTable.Build(Directions, _trials);
            if (changes.Trials.Count > 0) _trialsView = Array.AsReadOnly(_trials.ToArray());
            TrialRecord[] running = [.. _runningNumbers.Where(number => number != except).Select(number => _live.TryGetValue(number, out Trial? trial) ? trial.Intended() : _trials[number])];
            return new StudyHistory(Directions, _trialsView, _table.Snapshot(), running);
        }
    }

    /// <summary>Shows what a trial of this process runs with before it is stored.</summary>
    internal void Announce(Trial trial)
    {
        lock (_reading) _live[trial.Number] = trial;
    }

    /// <summary>Shows a trial no more. False when it was withdrawn before.</summary>
    internal bool Withdraw(Trial trial)
    {
        lock (_reading) return _live.Remove(trial.Number);
    }

    /// <summary>Throws when other trials know a parameter as another kind, scale, or with choices that are missing now, or were missing then.</summary>
    internal void CheckCompatible(string name, Distribution distribution)
    {
        lock (_reading)
        {
            if (_distributions.TryGetValue(name, out Distribution? known) && WhyIncompatible(known, distribution) is { } reason)
                throw new ArgumentException($"parameter '{name}' of study '{Name}' is asked for as {distribution}, but in other trials {reason}");
            Remember(name, distribution);
        }
    }

    private string? WhyIncompatible(Distribution known, Distribution distribution)
    {
        if (known.WhyIncompatible(distribution) is { } reason) return reason;
        return !_options.ChoicesMayGrow && known is ChoiceDistribution choices && choices.GrowsTo((ChoiceDistribution)distribution)
            ? $"its choices were {known}; set {nameof(StudyOptions)}.{nameof(StudyOptions.ChoicesMayGrow)} to add some"
            : null;
    }

    // A trial from before choices were added must not make the study forget them.
    private void Remember(string name, Distribution distribution)
    {
        if (distribution is ChoiceDistribution && _distributions.TryGetValue(name, out Distribution? known) && known.WhyIncompatible(distribution) is not null) return;
        _distributions[name] = distribution;
    }

    private static bool IsBetter(double value, double other, Direction direction) => direction == Direction.Maximize ? value > other : value < other;

    private static bool Dominates(TrialRecord a, TrialRecord b, IReadOnlyList<Direction> directions)
    {
        bool isBetterSomewhere = false;
        for (int i = 0; i < directions.Count; i++)
        {
            if (IsBetter(b.Values[i], a.Values[i], directions[i])) return false;
            isBetterSomewhere |= IsBetter(a.Values[i], b.Values[i], directions[i]);
        }
        return isBetterSomewhere;
    }

    private InvalidOperationException NothingCompleted()
    {
        ImmutableArray<TrialRecord> trials = [.. Trials];
        if (trials.Any(t => t.State == TrialState.Complete)) return new InvalidOperationException($"study '{Name}' has no feasible trial yet: all {trials.Count(t => t.State == TrialState.Complete)} complete ones violate constraints");
        string others = trials.IsEmpty ? "" : $" ({trials.Count(t => t.State == TrialState.Pruned)} pruned, {trials.Count(t => t.State == TrialState.Failed)} failed)";
        return new InvalidOperationException($"study '{Name}' has no completed trial yet{others}");
    }
}
