using System.Diagnostics;

namespace MlNetDeep.Tuning;

/// <summary>
/// A search for the parameters with which a function is best. Owns trials, which a sampler fills with parameters and a pruner
/// may stop, and keeps them in a storage that other threads and processes may share. Safe to use from several threads.
/// </summary>
/// <example>
/// <code>
/// var study = Study.Open(new() { Name = "shapes", Storage = new SqliteStorage("study.db"), Direction = Direction.Maximize, Pruner = new MedianPruner() });
/// study.Optimize(trial => Train(trial.SuggestInt("blocks", 2, 4), trial.SuggestFloat("lr", 1e-4, 1e-2, log: true)), new() { Trials = 8, Parallelism = 2 });
/// Console.WriteLine(study.BestValue);
/// </code>
/// </example>
public sealed partial class Study
{
    private readonly StudyOptions _options;
    private readonly IStudyStorage _storage;
    private readonly StudyRecord _record;
    private readonly string _owner;
    private readonly Lock _observing = new();
    private readonly Heart _heart;

    private Study(StudyOptions options, StudyRecord record)
    {
        (_options, _storage, _record) = (options, options.Storage, record);
        _owner = (options.Worker ?? WorkerId.Create()).ToString();
        _table = new ObservationTable(record.Directions);
        _heart = new Heart(this);
    }

    /// <summary>The name of the study.</summary>
    public string Name => _record.Name;

    /// <summary>One direction for each objective.</summary>
    public IReadOnlyList<Direction> Directions => _record.Directions;

    /// <summary>The direction of the only objective.</summary>
    /// <exception cref="InvalidOperationException">The study has several objectives.</exception>
    public Direction Direction => Directions.Count == 1 ? Directions[0] : throw new InvalidOperationException($"study '{Name}' has {Directions.Count} objectives; read Directions");

    /// <summary>What users attached to the study, read from the storage.</summary>
    public IReadOnlyDictionary<string, object?> UserAttributes => (_storage.FindStudy(Name) ?? throw new InvalidOperationException($"study '{Name}' was deleted")).UserAttributes;

    internal long Seed => _options.Seed;

    internal ISampler Sampler => _options.Sampler;

    /// <summary>Held while parameters are proposed.</summary>
    internal Lock Proposing { get; } = new();

    internal StudyOptions Options => _options;

    /// <summary>Creates a study under a new name.</summary>
    /// <param name="options">What the study is.</param>
    /// <exception cref="DuplicateStudyException">The storage has a study of this name; <see cref="Open"/> would continue it.</exception>
    public static Study Create(StudyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new Study(options, options.Storage.CreateStudy(options.Name, options.EffectiveDirections));
    }

    /// <summary>Continues the study of this name, or creates it when the storage has none.</summary>
    /// <param name="options">What the study is. Sampler, pruner, seed and executions may differ from those of earlier times.</param>
    /// <exception cref="ArgumentException">The stored study has other directions.</exception>
    public static Study Open(StudyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        StudyRecord record = options.Storage.FindStudy(options.Name) ?? FindOrCreate(options);
        if (!record.Directions.SequenceEqual(options.EffectiveDirections))
            throw new ArgumentException($"study '{options.Name}' was created to {string.Join(", ", record.Directions)}, but is opened to {string.Join(", ", options.EffectiveDirections)}", nameof(options));
        return new Study(options, record);
    }

    /// <summary>Attaches a value to the study.</summary>
    /// <param name="key">The name; an earlier value under it is replaced.</param>
    /// <param name="value">A string, bool, int, double or null.</param>
    /// <exception cref="ArgumentException">The value has another type.</exception>
    public void SetUserAttribute(string key, object? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (!Scalar.IsSupported(value)) throw new ArgumentException($"attributes are strings, booleans, integers, doubles or null, but '{key}' is {Scalar.Describe(value)}", nameof(value));
        _storage.SetStudyAttribute(_record.Id, key, value);
    }

    /// <summary>Copies the study with its attributes and trials. Trials that run become waiting ones in the copy.</summary>
    /// <param name="target">Where to copy to; may be the same storage.</param>
    /// <param name="name">The name of the copy; null for the same name.</param>
    /// <exception cref="DuplicateStudyException">The target has a study of this name.</exception>
    public void CopyTo(IStudyStorage target, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        StudyRecord copy = target.CreateStudy(name ?? Name, Directions);
        foreach ((string key, object? value) in UserAttributes) target.SetStudyAttribute(copy.Id, key, value);
        foreach (TrialRecord trial in Trials) target.AddTrial(copy.Id, trial.State == TrialState.Running ? ToWaiting(trial) : trial);
    }

    internal void Warn(string message)
    {
        if (_options.Observers.Count == 0) Trace.TraceWarning(message);
        Observe(observer => observer.Warned(this, message));
    }

    /// <summary>Warns from a thread where an observer's own exception could go nowhere; hands that exception back.</summary>
    internal Exception? TryWarn(string message)
    {
        try
        {
            Warn(message);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    internal void Inform(string message)
    {
        if (_options.Observers.Count == 0) Trace.TraceInformation(message);
        Observe(observer => observer.Informed(this, message));
    }

    private static StudyRecord FindOrCreate(StudyOptions options)
    {
        try
        {
            return options.Storage.CreateStudy(options.Name, options.EffectiveDirections);
        }
        catch (DuplicateStudyException) when (options.Storage.FindStudy(options.Name) is not null)
        {
            return options.Storage.FindStudy(options.Name)!;   // another process was faster
        }
    }

    private void Observe(Action<IStudyObserver> call)
    {
        lock (_observing)
        {
            foreach (IStudyObserver observer in _options.Observers) call(observer);
        }
    }
}
