using System.Collections.Immutable;

namespace MlNetDeep.Tuning;

/// <summary>Keeps studies in memory: fast, shared by the threads of one process, gone with it.</summary>
public sealed class InMemoryStorage : IStudyStorage
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _studies = [];
    private readonly string _place;
    private long _lastId;

    /// <summary>Creates an empty storage.</summary>
    public InMemoryStorage() : this("the storage in memory")
    {
    }

    /// <summary>Creates the part in memory of another storage, whose errors name that one.</summary>
    internal InMemoryStorage(string place) => _place = place;

    /// <summary>The largest id that was given to a study; no later one gets it again.</summary>
    internal long LastId
    {
        get
        {
            lock (_gate) return _lastId;
        }
    }

    /// <inheritdoc/>
    public StudyRecord CreateStudy(string name, IReadOnlyList<Direction> directions)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(directions);
        lock (_gate)
        {
            if (_studies.Exists(s => s.Record.Name == name)) throw StoredText.Duplicate(_place, name);
            var entry = new Entry(new StudyRecord(++_lastId, name, [.. directions], ImmutableDictionary<string, object?>.Empty));
            _studies.Add(entry);
            return entry.Record;
        }
    }

    /// <inheritdoc/>
    public StudyRecord? FindStudy(string name)
    {
        lock (_gate) return _studies.Find(s => s.Record.Name == name)?.Record;
    }

    /// <inheritdoc/>
    public IReadOnlyList<StudyRecord> ListStudies()
    {
        lock (_gate) return [.. _studies.Select(s => s.Record)];
    }

    /// <inheritdoc/>
    public void DeleteStudy(string name)
    {
        lock (_gate) _studies.RemoveAll(s => s.Record.Name == name);
    }

    /// <inheritdoc/>
    public void SetStudyAttribute(long studyId, string key, object? value)
    {
        lock (_gate)
        {
            Entry entry = Get(studyId);
            entry.Record = entry.Record with { UserAttributes = ((ImmutableDictionary<string, object?>)entry.Record.UserAttributes).SetItem(key, value) };
        }
    }

    /// <inheritdoc/>
    public TrialRecord AddTrial(long studyId, TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        lock (_gate) return Get(studyId).Add(trial);
    }

    /// <inheritdoc/>
    public bool TryAddTrial(long studyId, TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        lock (_gate)
        {
            Entry entry = Get(studyId);
            if (trial.Number != entry.Trials.Count) return false;
            entry.Add(trial);
            return true;
        }
    }

    /// <inheritdoc/>
    public bool TryUpdateTrial(long studyId, TrialRecord trial, TrialState expectedState, string? expectedOwner, TrialRecord? successor = null)
    {
        ArgumentNullException.ThrowIfNull(trial);
        lock (_gate)
        {
            Entry entry = Get(studyId);
            if (trial.Number < 0 || trial.Number >= entry.Trials.Count) return false;
            TrialRecord stored = entry.Trials[trial.Number];
            if (stored.State != expectedState || stored.Owner != expectedOwner) return false;
            entry.Trials[trial.Number] = trial;
            entry.Changed.Add(trial.Number);
            if (successor is not null) entry.Add(successor);
            return true;
        }
    }

    /// <inheritdoc/>
    public TrialChanges ReadTrials(long studyId, long afterRevision)
    {
        lock (_gate)
        {
            Entry entry = Get(studyId);
            return new TrialChanges(entry.Changed.Count, entry.ChangedAfter(afterRevision));
        }
    }

    /// <inheritdoc/>
    public void SetHeartbeat(long studyId, string owner, DateTimeOffset? at)
    {
        lock (_gate)
        {
            Dictionary<string, DateTimeOffset>? heartbeats = Find(studyId)?.Heartbeats;
            if (at is { } time) heartbeats?[owner] = time;
            else heartbeats?.Remove(owner);
        }
    }

    /// <inheritdoc/>
    public DateTimeOffset? GetHeartbeat(long studyId, string owner)
    {
        lock (_gate) return Find(studyId) is { } entry && entry.Heartbeats.TryGetValue(owner, out DateTimeOffset time) ? time : null;
    }

    /// <summary>Has the next study get an id above this one.</summary>
    internal void SkipIds(long lastId)
    {
        lock (_gate) _lastId = Math.Max(_lastId, lastId);
    }

    /// <summary>The study of an id; null when there is none.</summary>
    internal StudyRecord? FindStudy(long studyId)
    {
        lock (_gate) return Find(studyId)?.Record;
    }

    /// <summary>The number that the next trial of a study gets.</summary>
    internal int NextNumber(long studyId)
    {
        lock (_gate) return Get(studyId).Trials.Count;
    }

    /// <summary>The trial of a number; null when there is none.</summary>
    internal TrialRecord? FindTrial(long studyId, int number)
    {
        lock (_gate)
        {
            List<TrialRecord> trials = Get(studyId).Trials;
            return number >= 0 && number < trials.Count ? trials[number] : null;
        }
    }

    /// <summary>When each worker of a study was last alive.</summary>
    internal IReadOnlyList<KeyValuePair<string, DateTimeOffset>> ListHeartbeats(long studyId)
    {
        lock (_gate) return [.. Get(studyId).Heartbeats];
    }

    private Entry? Find(long studyId) => _studies.Find(s => s.Record.Id == studyId);

    private Entry Get(long studyId) => Find(studyId) ?? throw StoredText.NoStudy(_place, studyId);

    private sealed class Entry(StudyRecord record)
    {
        public StudyRecord Record { get; set; } = record;

        public List<TrialRecord> Trials { get; } = [];

        /// <summary>The number of the trial that each write changed; their count is the revision.</summary>
        public List<int> Changed { get; } = [];

        public Dictionary<string, DateTimeOffset> Heartbeats { get; } = [];

        public TrialRecord Add(TrialRecord trial)
        {
            TrialRecord added = trial with { Number = Trials.Count };
            Trials.Add(added);
            Changed.Add(added.Number);
            return added;
        }

        public IReadOnlyList<TrialRecord> ChangedAfter(long revision)
        {
            var first = (int)Math.Clamp(revision, 0, Changed.Count);
            if (first == Changed.Count) return [];
            if (first == Changed.Count - 1) return [Trials[Changed[first]]];
            if (first == 0) return [.. Trials];
            var numbers = new SortedSet<int>();
            for (int i = first; i < Changed.Count; i++) numbers.Add(Changed[i]);
            return [.. numbers.Select(number => Trials[number])];
        }
    }
}
