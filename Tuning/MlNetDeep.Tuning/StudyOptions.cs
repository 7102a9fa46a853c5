namespace MlNetDeep.Tuning;

/// <summary>What a study is: its name, its objectives, and who proposes, stops and stores trials.</summary>
public sealed record StudyOptions
{
    /// <summary>The name, under which the storage finds the study again. Default "study".</summary>
    public string Name { get; init; } = "study";

    /// <summary>The direction of a single objective. Default <see cref="Direction.Minimize"/>.</summary>
    public Direction Direction { get; init; }

    /// <summary>The directions of several objectives; takes the place of <see cref="Direction"/> when set.</summary>
    public IReadOnlyList<Direction>? Directions { get; init; }

    /// <summary>Where the study is kept. Default: a new <see cref="InMemoryStorage"/>.</summary>
    public IStudyStorage Storage { get; init; } = new InMemoryStorage();

    /// <summary>Who proposes parameters. Default: an <see cref="AutoSampler"/> with the study's seed.</summary>
    public ISampler Sampler { get; init; } = new AutoSampler();

    /// <summary>Who stops trials early. Default: a <see cref="NopPruner"/>, which does not.</summary>
    public IPruner Pruner { get; init; } = new NopPruner();

    /// <summary>The seed of all random numbers. The same seed gives the same parameters to the same trial numbers. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>
    /// How often each configuration is evaluated, with <see cref="Trial.Execution"/> and <see cref="Trial.Seed"/> changing and the
    /// parameters not; at least 1, the default. Finished executions survive an interruption.
    /// </summary>
    public int ExecutionsPerTrial { get; init; } = 1;

    /// <summary>How the executions' values become the trial's. Default <see cref="ExecutionAggregate.Mean"/>.</summary>
    public ExecutionAggregate Aggregate { get; init; }

    /// <summary>
    /// With several executions per trial: stop a configuration when those that it has had are worse than the same executions of the best
    /// trial, and a paired t-test would find that by chance with a lower probability than this. From 0 to 1; 0 never stops.
    /// Default 0.05. Such a trial is pruned, with the aggregate of the executions that it had.
    /// </summary>
    public double HopelessLevel { get; init; } = 0.05;

    /// <summary>
    /// The folder for checkpoints of trials, <see cref="Trial.CheckpointFolder"/>; created when a trial asks. Null (default): trials have none.
    /// </summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>How often a trial whose process ended is evaluated again, so that one that kills its process does not do so for ever. Default 2.</summary>
    public int MaxLostRetries { get; init; } = 2;

    /// <summary>
    /// Whether a trial that is evaluated again, because it failed or its process ended, starts with the reports of the one that it repeats:
    /// for objectives that go on from a checkpoint (see <see cref="Trial.ResumedAfterStep"/>). Default false: it starts anew, but for
    /// finished executions.
    /// </summary>
    public bool InheritReportsOnRetry { get; init; }

    /// <summary>
    /// Whether a trial may ask for choices that earlier trials did not have, as when a study goes on with a further optimizer to try. Default
    /// false: then it is an error, since it is mostly a slip. Choices may never be taken away.
    /// </summary>
    public bool ChoicesMayGrow { get; init; }

    /// <summary>How often a worker with running trials, in a search or between asking and telling, gives a sign of life. Default ten seconds.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a worker on another machine may give no sign of life before its trials count as lost; at least twice the
    /// <see cref="HeartbeatInterval"/>, and more than the clocks of the machines differ by. Whether a worker on this machine lives is
    /// asked of the operating system. Default two minutes.
    /// </summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Who watches the study. Default nobody; warnings go to <see cref="System.Diagnostics.Trace"/> then.</summary>
    public IReadOnlyList<IStudyObserver> Observers { get; init; } = [];

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The identity of this worker; tests set it to play a process that has ended.</summary>
    internal WorkerId? Worker { get; init; }

    internal IReadOnlyList<Direction> EffectiveDirections => Directions ?? [Direction];

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Name);
        ArgumentNullException.ThrowIfNull(Storage);
        ArgumentNullException.ThrowIfNull(Sampler);
        ArgumentNullException.ThrowIfNull(Pruner);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentOutOfRangeException.ThrowIfLessThan(ExecutionsPerTrial, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxLostRetries);
        if (!(HopelessLevel is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(HopelessLevel), HopelessLevel, FormattableString.Invariant($"HopelessLevel is a probability from 0 to 1, not {HopelessLevel}"));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HeartbeatInterval, TimeSpan.Zero);
        if (LostAfter < 2 * HeartbeatInterval) throw new ArgumentOutOfRangeException(nameof(LostAfter), LostAfter, $"LostAfter is at least twice HeartbeatInterval, {2 * HeartbeatInterval}, not {LostAfter}");
        if (Directions is { Count: 0 }) throw new ArgumentException($"study '{Name}' needs at least one direction");
    }
}
