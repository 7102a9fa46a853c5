using System.Collections.Frozen;

namespace MlNetDeep.Tuning;

/// <summary>
/// Makes a sampler without state of a <see cref="BatchSearch"/>. Each trial carries the batch and the slot that it was asked for
/// as notes, and the search is replayed from those.
/// </summary>
/// <remarks>
/// The last replay is kept, and continued when its trials are found unchanged at the beginning of the history; the result is the
/// same without. A batch ends when each of its slots has a result. Where the study meets a parameter in the middle of a search,
/// the replay takes the points that earlier trials lack from what the search would have proposed for it.
/// </remarks>
internal sealed class BatchReplay(ReplayOptions options)
{
    private readonly string _batchNote = options.Name + ".batch", _slotNote = options.Name + ".slot", _sizeNote = options.Name + ".dimensions";
    private readonly Lock _gate = new();
    private Replay? _last;

    public IReadOnlyDictionary<string, ParameterValue> Propose(StudyHistory history, SamplingContext trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        ParameterColumn[] columns = [.. history.Observations.Columns.Where(column => !column.Distribution.IsSingle).OrderBy(column => column.Name, StringComparer.Ordinal)];
        ParameterColumn[] dimensions = [.. columns.Where(column => options.IncludesCategories || column.Distribution is not CategoricalDistribution)];
        var proposals = new OrderedDictionary<string, ParameterValue>(StringComparer.Ordinal);
        if (columns.Length == 0) return FrozenDictionary<string, ParameterValue>.Empty;
        foreach (ParameterColumn column in columns) proposals.Add(column.Name, new ParameterValue(column.Distribution, Draw(trial, column.Name, column.Distribution)));
        if (dimensions.Length == 0) return proposals;

        double[] point;
        lock (_gate)
        {
            Batches batches = Gather(history, dimensions.Length);
            Replay replay = Advance(history, batches, dimensions, trial);
            HashSet<int> taken = [.. batches.Finished(replay.Batch).Where(Counts).Concat(history.Running.Where(running => BatchOf(running, dimensions.Length) == replay.Batch)).Select(SlotOf)];
            int slot = 0;
            while (taken.Contains(slot)) slot++;
            point = replay.Search.Propose(slot, trial.Number);
            trial.Notes[_batchNote] = replay.Batch;
            trial.Notes[_slotNote] = slot;
            trial.Notes[_sizeNote] = dimensions.Length;
        }
        for (int d = 0; d < dimensions.Length; d++)
            proposals[dimensions[d].Name] = new ParameterValue(dimensions[d].Distribution, dimensions[d].Distribution.FromUnit(point[d]));
        return proposals;
    }

    /// <summary>One parameter that the search does not know.</summary>
    public double Draw(SamplingContext trial, string name, Distribution distribution) =>
        distribution.FromUnit(CounterRandom.Uniform(options.Seed ?? trial.Seed, trial.Number, name));

    private bool Counts(TrialRecord trial) => options.FailuresCount || trial.State != TrialState.Failed;

    private int SlotOf(TrialRecord trial) => ToInt(trial.SamplerNotes.GetValueOrDefault(_slotNote));

    private int BatchOf(TrialRecord trial, int dimensions) =>
        trial.SamplerNotes.Count > 0 && trial.SamplerNotes.TryGetValue(_batchNote, out object? batch)
        && (!options.RestartsOnGrowth || ToInt(trial.SamplerNotes.GetValueOrDefault(_sizeNote)) == dimensions) ? ToInt(batch) : -1;

    // A storage may give back a long where an int was noted.
    private static int ToInt(object? note) => note switch { int number => number, long number => (int)number, double number => (int)number, _ => -1 };

    private Batches Gather(StudyHistory history, int dimensions)
    {
        var batches = new Batches();
        foreach (TrialRecord trial in history.Trials)
        {
            int batch = BatchOf(trial, dimensions);
            if (batch >= 0 && trial.IsFinished) batches.Add(batch, trial);
        }
        return batches;
    }

    private Replay Advance(StudyHistory history, Batches batches, ParameterColumn[] dimensions, SamplingContext trial)
    {
        TrialRecord? origin = Origin(history, dimensions, batches.First?.Number ?? trial.Number);
        long seed = options.Seed ?? trial.Seed;
        if (_last is not { } replay || !replay.StartsAs(seed, origin, dimensions) || !replay.IsPrefixOf(batches))
        {
            Member? start = origin is null ? null : ToMember(origin, [.. dimensions.Select(_ => 0.5)], dimensions, history.Directions[0]);
            replay = new Replay(options.Start(new SearchFrame(dimensions, seed, start)), seed, origin, dimensions);
        }
        while (true)
        {
            IReadOnlyList<TrialRecord> finished = batches.Finished(replay.Batch);
            TrialRecord[] counted = [.. finished.Where(Counts)];
            // A later batch shows that this one had ended, even if the study had fewer parameters and the batch fewer slots then.
            if (!batches.HasLater(replay.Batch) && counted.Select(SlotOf).Where(slot => slot < replay.Search.Size).Distinct().Count() < replay.Search.Size) break;
            if (counted.Length > 0) replay.Search.Tell([.. counted.Select(t => ToMember(t, replay.Search.Propose(SlotOf(t), t.Number), dimensions, history.Directions[0]))]);
            replay.Add(finished);
        }
        return _last = replay;
    }

    private Member ToMember(TrialRecord trial, double[] wanted, ParameterColumn[] dimensions, Direction direction)
    {
        double[] point = [.. wanted];
        for (int d = 0; d < point.Length; d++)
        {
            if (!trial.Parameters.TryGetValue(dimensions[d].Name, out ParameterValue parameter)) continue;
            Distribution distribution = dimensions[d].Distribution;
            double value = distribution is ChoiceDistribution && !distribution.Equals(parameter.Distribution) ? distribution.ToInternal(parameter.Value) : parameter.Internal;
            if (distribution.FromUnit(wanted[d]) != value) point[d] = distribution.ToUnit(value);
        }
        bool failed = trial.State == TrialState.Failed || trial.Values.IsEmpty;
        double loss = failed ? double.PositiveInfinity : direction == Direction.Maximize ? -trial.Values[0] : trial.Values[0];
        int step = trial.State == TrialState.Complete ? Observations.CompleteStep : failed || trial.IntermediateValues.IsEmpty ? -1 : trial.IntermediateValues[^1].Step;
        return new Member(SlotOf(trial), trial.Number, point, loss, step, trial.State == TrialState.Failed ? double.PositiveInfinity : trial.Violation, Cost(trial));
    }

    private double Cost(TrialRecord trial)
    {
        if (options.CostAttribute is null || !trial.UserAttributes.TryGetValue(options.CostAttribute, out object? cost)) return 1;
        return cost switch { double number when number >= 0 && double.IsFinite(number) => number, int number and >= 0 => number, long number and >= 0 => number, _ => 1 };
    }

    private TrialRecord? Origin(StudyHistory history, ParameterColumn[] dimensions, int before)
    {
        TrialRecord? best = null;
        Member? bestMember = null;
        double[] middle = [.. dimensions.Select(_ => 0.5)];
        foreach (TrialRecord trial in history.Trials)
        {
            if (trial.Number >= before) break;
            if (!trial.IsFinished || trial.State == TrialState.Failed) continue;
            Member member = ToMember(trial, middle, dimensions, history.Directions[0]);
            if (member.IsBetterThan(bestMember)) (best, bestMember) = (trial, member);
        }
        return best;
    }

    /// <summary>The finished trials of each batch, by number.</summary>
    private sealed class Batches
    {
        private readonly List<List<TrialRecord>> _batches = [];

        public TrialRecord? First { get; private set; }

        public void Add(int batch, TrialRecord trial)
        {
            First ??= trial;
            while (_batches.Count <= batch) _batches.Add([]);
            _batches[batch].Add(trial);
        }

        public IReadOnlyList<TrialRecord> Finished(int batch) => batch < _batches.Count ? _batches[batch] : [];

        public bool HasLater(int batch) => batch < _batches.Count - 1;
    }

    /// <summary>A search with the trials that it was told.</summary>
    private sealed class Replay(BatchSearch search, long seed, TrialRecord? origin, ParameterColumn[] dimensions)
    {
        private readonly List<IReadOnlyList<TrialRecord>> _told = [];

        public BatchSearch Search => search;

        public int Batch => _told.Count;

        public void Add(IReadOnlyList<TrialRecord> batch) => _told.Add(batch);

        public bool StartsAs(long otherSeed, TrialRecord? otherOrigin, ParameterColumn[] others) =>
            seed == otherSeed && ReferenceEquals(origin, otherOrigin) && dimensions.Length == others.Length
            && dimensions.Zip(others).All(pair => pair.First.Name == pair.Second.Name && pair.First.Distribution.Equals(pair.Second.Distribution));

        // Records never change, so the same objects are the same results.
        public bool IsPrefixOf(Batches batches)
        {
            for (int i = 0; i < _told.Count; i++)
            {
                IReadOnlyList<TrialRecord> now = batches.Finished(i);
                if (now.Count != _told[i].Count) return false;
                for (int j = 0; j < now.Count; j++)
                    if (!ReferenceEquals(now[j], _told[i][j])) return false;
            }
            return true;
        }
    }
}
