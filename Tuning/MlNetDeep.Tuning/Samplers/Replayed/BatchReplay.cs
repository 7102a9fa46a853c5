using System.Globalization;

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
    private readonly string _batchNote = options.Prefix + ".batch", _slotNote = options.Prefix + ".slot", _sizeNote = options.Prefix + ".dimensions", _seedNote = options.Prefix + ".seed";
    private readonly Lock _gate = new();
    private Replay? _last;

    public IReadOnlyDictionary<string, ParameterValue> Propose(StudyHistory history, SamplingContext trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        if (history.Directions.Count > 1) throw new InvalidOperationException($"{options.Sampler} searches studies with one objective, but this one has {history.Directions.Count}; {nameof(TpeSampler)} takes any number");
        ParameterColumn[] dimensions = Dimensions(history.Observations);
        var proposals = new OrderedDictionary<string, ParameterValue>(StringComparer.Ordinal);
        if (dimensions.Length > 0)
        {
            double[] point = NextPoint(history, trial, dimensions);
            for (int d = 0; d < dimensions.Length; d++)
                proposals[dimensions[d].Name] = new ParameterValue(dimensions[d].Distribution, dimensions[d].Distribution.FromUnit(point[d]));
        }
        foreach (ParameterColumn column in history.Observations.Columns)
        {
            if (!column.Distribution.IsSingle && !proposals.ContainsKey(column.Name))
                proposals.Add(column.Name, new ParameterValue(column.Distribution, Draw(history, trial, column.Name, column.Distribution)));
        }
        return proposals;
    }

    /// <summary>One parameter that the search does not know.</summary>
    public double Draw(StudyHistory history, SamplingContext trial, string name, Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(distribution);
        return options.Others?.Sample(history, trial, name, distribution) ?? distribution.FromUnit(CounterRandom.Uniform(options.Seed ?? trial.Seed, trial.Number, name));
    }

    /// <summary>The search as the history leaves it; null when it has not begun.</summary>
    public BatchSearch? Current(StudyHistory history)
    {
        ParameterColumn[] dimensions = Dimensions(history.Observations);
        if (dimensions.Length == 0) return null;
        lock (_gate)
        {
            Batches batches = Gather(history, dimensions.Length);
            return batches.First?.SamplerNotes.GetValueOrDefault(_seedNote) is string seed ? Advance(history, batches, dimensions, long.Parse(seed, CultureInfo.InvariantCulture)).Search : null;
        }
    }

    private ParameterColumn[] Dimensions(Observations observations) =>
        [.. observations.Columns.Where(column => !column.Distribution.IsSingle && (options.IncludesCategories || column.Distribution is not CategoricalDistribution)).OrderBy(column => column.Name, StringComparer.Ordinal)];

    private double[] NextPoint(StudyHistory history, SamplingContext trial, ParameterColumn[] dimensions)
    {
        lock (_gate)
        {
            Batches batches = Gather(history, dimensions.Length);
            Replay replay = Advance(history, batches, dimensions, options.Seed ?? trial.Seed);
            HashSet<int> taken = [.. batches.Finished(replay.Batch).Where(Counts).Concat(history.Running.Where(running => BatchOf(running, dimensions.Length) == replay.Batch)).Select(SlotOf)];
            int slot = 0;
            while (taken.Contains(slot)) slot++;
            trial.Notes[_batchNote] = replay.Batch;
            trial.Notes[_slotNote] = slot;
            trial.Notes[_sizeNote] = dimensions.Length;
            if (options.NotesSeed) trial.Notes[_seedNote] = (options.Seed ?? trial.Seed).ToString(CultureInfo.InvariantCulture);
            return replay.Search.Propose(slot, trial.Number);
        }
    }

    private bool Counts(TrialRecord trial) => options.FailuresCount || trial.State != TrialState.Failed;

    private int SlotOf(TrialRecord trial) => ToInt(trial.SamplerNotes.GetValueOrDefault(_slotNote));

    private int BatchOf(TrialRecord trial, int dimensions) =>
        trial.SamplerNotes.Count > 0 && trial.SamplerNotes.TryGetValue(_batchNote, out object? batch)
        && (!options.RestartsOnGrowth || ToInt(trial.SamplerNotes.GetValueOrDefault(_sizeNote)) == dimensions) ? ToInt(batch) : -1;

    // A storage may give back another type than was noted.
    private static int ToInt(object? note) => note switch { int number => number, long number => (int)number, double number => (int)number, _ => -1 };

    private Batches Gather(StudyHistory history, int dimensions)
    {
        var batches = new Batches();
        foreach (TrialRecord trial in history.Trials)
        {
            if (!trial.IsFinished) continue;
            int batch = BatchOf(trial, dimensions);
            if (batch >= 0) batches.Add(batch, trial);
            else if (batches.First is null && trial.State != TrialState.Failed) batches.Earlier.Add(trial);
        }
        return batches;
    }

    private Replay Advance(StudyHistory history, Batches batches, ParameterColumn[] dimensions, long seed)
    {
        Direction direction = history.Directions[0];
        if (_last is not { } replay || !replay.StartsAs(seed, dimensions) || !replay.IsPrefixOf(batches))
        {
            double[] middle = [.. dimensions.Select(_ => 0.5)];
            var frame = new SearchFrame(dimensions, seed, direction, [.. batches.Earlier.Select(earlier => ToMember(earlier, middle, dimensions, direction))]);
            replay = new Replay(options.Start(frame), seed, dimensions, batches.Earlier);
        }
        while (true)
        {
            List<TrialRecord> finished = batches.Finished(replay.Batch);
            TrialRecord[] counted = [.. finished.Where(Counts)];
            // A later batch shows that this one had ended, even if the study had fewer parameters and the batch fewer slots then.
            if (!batches.HasLater(replay.Batch) && counted.Select(SlotOf).Where(slot => slot < replay.Search.Size).Distinct().Count() < replay.Search.Size) break;
            if (counted.Length > 0) replay.Search.Tell([.. counted.Select(t => ToMember(t, replay.Search.Propose(SlotOf(t), t.Number), dimensions, direction))]);
            replay.Add(finished);
        }
        return _last = replay;
    }

    private Member ToMember(TrialRecord trial, double[] wanted, ParameterColumn[] dimensions, Direction direction)
    {
        double[] point = [.. wanted];
        bool isAsWanted = true;
        for (int d = 0; d < point.Length; d++)
        {
            if (!trial.Parameters.TryGetValue(dimensions[d].Name, out ParameterValue parameter)) continue;
            Distribution distribution = dimensions[d].Distribution;
            double value = distribution is ChoiceDistribution && !distribution.Equals(parameter.Distribution) ? distribution.ToInternal(parameter.Value) : parameter.Internal;
            if (distribution.FromUnit(wanted[d]) == value) continue;
            point[d] = distribution.ToUnit(value);
            isAsWanted = false;
        }
        bool failed = trial.State == TrialState.Failed || trial.Values.IsEmpty;
        return new Member(SlotOf(trial), trial.Number, point,
            Loss: failed ? double.PositiveInfinity : direction == Direction.Maximize ? -trial.Values[0] : trial.Values[0],
            Step: trial.State == TrialState.Complete ? Observations.CompleteStep : failed || trial.IntermediateValues.IsEmpty ? -1 : trial.IntermediateValues[^1].Step,
            Violation: trial.State == TrialState.Failed ? double.PositiveInfinity : trial.Violation)
        {
            Cost = options.Cost is null ? 1 : options.Cost(trial),
            IsAsWanted = isAsWanted,
        };
    }

    /// <summary>The finished trials of each batch, by number.</summary>
    private sealed class Batches
    {
        private static readonly List<TrialRecord> s_none = [];
        private readonly List<List<TrialRecord>> _batches = [];

        public TrialRecord? First { get; private set; }

        /// <summary>The trials before the first of a batch.</summary>
        public List<TrialRecord> Earlier { get; } = [];

        public void Add(int batch, TrialRecord trial)
        {
            First ??= trial;
            while (_batches.Count <= batch) _batches.Add([]);
            _batches[batch].Add(trial);
        }

        public List<TrialRecord> Finished(int batch) => batch < _batches.Count ? _batches[batch] : s_none;

        public bool HasLater(int batch) => batch < _batches.Count - 1;
    }

    /// <summary>A search with the trials that it was told.</summary>
    private sealed class Replay(BatchSearch search, long seed, ParameterColumn[] dimensions, List<TrialRecord> earlier)
    {
        private readonly List<List<TrialRecord>> _told = [];

        public BatchSearch Search => search;

        public int Batch => _told.Count;

        public void Add(List<TrialRecord> batch) => _told.Add(batch);

        public bool StartsAs(long otherSeed, ParameterColumn[] others) =>
            seed == otherSeed && dimensions.Length == others.Length
            && dimensions.Zip(others).All(pair => pair.First.Name == pair.Second.Name && pair.First.Distribution.Equals(pair.Second.Distribution));

        public bool IsPrefixOf(Batches batches)
        {
            if (!AreSame(earlier, batches.Earlier)) return false;
            for (int i = 0; i < _told.Count; i++)
                if (!AreSame(_told[i], batches.Finished(i))) return false;
            return true;
        }

        // Records never change, so the same objects are the same results.
        private static bool AreSame(List<TrialRecord> a, List<TrialRecord> b)
        {
            if (a.Count != b.Count) return false;
            for (int i = 0; i < a.Count; i++)
                if (!ReferenceEquals(a[i], b[i])) return false;
            return true;
        }
    }
}
