using System.Collections.Frozen;
using System.Collections.Immutable;

namespace MlNetDeep.Tuning;

/// <summary>An immutable snapshot of a trial: what is stored, and what samplers, pruners, observers and reports read.</summary>
public sealed record TrialRecord
{
    /// <summary>The number of the trial in its study: 0, 1, 2, ... without gaps.</summary>
    public int Number { get; init; }

    /// <summary>Where the trial stands.</summary>
    public TrialState State { get; init; }

    /// <summary>
    /// One value for each objective, aggregated over the executions. For a pruned or paused trial its last reported values, if any; empty
    /// while the trial runs and after it failed.
    /// </summary>
    public ImmutableArray<double> Values { get; init; } = [];

    /// <summary>The parameters in the order in which the objective asked for them.</summary>
    public IReadOnlyDictionary<string, ParameterValue> Parameters { get; init; } = FrozenDictionary<string, ParameterValue>.Empty;

    /// <summary>Values that parameters must take when the objective asks for them: of enqueued, interrupted and repeated trials.</summary>
    public IReadOnlyDictionary<string, object?> Fixed { get; init; } = FrozenDictionary<string, object?>.Empty;

    /// <summary>What the trial reported, in order.</summary>
    public ImmutableArray<IntermediateValue> IntermediateValues { get; init; } = [];

    /// <summary>The values of each finished execution, one per objective.</summary>
    public ImmutableArray<ImmutableArray<double>> ExecutionValues { get; init; } = [];

    /// <summary>What the objective attached: strings, booleans, integers, doubles or null.</summary>
    public IReadOnlyDictionary<string, object?> UserAttributes { get; init; } = FrozenDictionary<string, object?>.Empty;

    /// <summary>
    /// The constraints by name: at most 0 where the trial keeps one, above 0 by how much it violates it. None when the objective
    /// set none.
    /// </summary>
    public IReadOnlyDictionary<string, double> Constraints { get; init; } = FrozenDictionary<string, double>.Empty;

    /// <summary>What the sampler noted with the trial, such as its generation: strings, booleans, integers, doubles or null.</summary>
    public IReadOnlyDictionary<string, object?> SamplerNotes { get; init; } = FrozenDictionary<string, object?>.Empty;

    /// <summary>When a worker took the trial.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When the trial ended.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>Why the trial failed; null otherwise.</summary>
    public string? Message { get; init; }

    /// <summary>The worker that runs or ran the trial; of a paused one followed by the number of its reports.</summary>
    public string? Owner { get; init; }

    /// <summary>
    /// The numbers of the failed trials that this one repeats, one after the other: the first one had the parameters sampled, the last
    /// one is <see cref="RetryOf"/>. Empty when it repeats none.
    /// </summary>
    public ImmutableArray<int> RetryHistory { get; init; } = [];

    /// <summary>The number of the failed trial that this one repeats; null when it repeats none.</summary>
    public int? RetryOf => RetryHistory.IsEmpty ? null : RetryHistory[^1];

    /// <summary>How many failed trials this one repeats, one after the other.</summary>
    public int Retries => RetryHistory.Length;

    /// <summary>
    /// The last step that the trial had reported when the pruner let it go on, in the execution that ran then: where it starts again when
    /// its process ends or the search is cancelled. Null for a trial that was never paused.
    /// </summary>
    public int? ResumedAfterStep { get; init; }

    /// <summary>True once the trial is complete, pruned, paused or failed; only a paused one may ever change again.</summary>
    public bool IsFinished => State is TrialState.Complete or TrialState.Pruned or TrialState.Paused or TrialState.Failed;

    /// <summary>By how much the trial violates its constraints: the sum of those above 0; 0 when it keeps all.</summary>
    public double Violation => Constraints.Values.Sum(value => value > 0 ? value : double.IsNaN(value) ? double.PositiveInfinity : 0);

    /// <summary>True when the trial keeps all its constraints, or has none.</summary>
    public bool IsFeasible => Violation == 0;

    /// <summary>The value of the only objective, or NaN when there is none yet.</summary>
    /// <exception cref="InvalidOperationException">The study has several objectives; read <see cref="Values"/>.</exception>
    public double Value => Values.Length switch
    {
        0 => double.NaN,
        1 => Values[0],
        _ => throw new InvalidOperationException($"trial {Number} has {Values.Length} objectives; read Values"),
    };

    /// <summary>The time from start to end, or null when the trial has not ended.</summary>
    public TimeSpan? Duration => Finished - Started;

    /// <summary>The sample standard deviation of the first objective over the executions; 0 for fewer than two.</summary>
    public double StandardDeviation
    {
        get
        {
            if (ExecutionValues.Length < 2) return 0;
            double mean = ExecutionValues.Average(values => values[0]);
            return Math.Sqrt(ExecutionValues.Sum(values => (values[0] - mean) * (values[0] - mean)) / (ExecutionValues.Length - 1));
        }
    }

    /// <summary>The first objective's reports of one execution, by step.</summary>
    /// <param name="execution">The execution, from 0.</param>
    public IReadOnlyDictionary<int, double> GetIntermediateValues(int execution = 0)
    {
        var values = new OrderedDictionary<int, double>();
        foreach (IntermediateValue report in IntermediateValues)
            if (report.Execution == execution) values[report.Step] = report.Values[0];
        return values;
    }

    /// <summary>
    /// A trial outside any stored study that hands out the parameters of this one, so that the code that builds from a trial also
    /// builds the best one: <c>Build(study.BestTrial.Replay())</c>. It takes reports and attributes, and is never pruned.
    /// </summary>
    /// <returns>The trial. Asking it for a parameter that this record lacks throws an <see cref="InvalidOperationException"/>.</returns>
    public Trial Replay()
    {
        Study study = Study.Create(new StudyOptions
        {
            Name = FormattableString.Invariant($"replay of trial {Number}"),
            Directions = new Direction[Math.Max(1, Values.Length)],
            Sampler = new ReplaySampler(Number),
        });
        study.Enqueue(ToExternal());
        return study.Ask();
    }

    /// <summary>The parameters as the objective saw them, in its order.</summary>
    internal IReadOnlyDictionary<string, object?> ToExternal()
    {
        var values = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach ((string name, ParameterValue parameter) in Parameters) values.Add(name, parameter.Value);
        return values;
    }

    internal int? LastStep => IntermediateValues.IsEmpty ? null : IntermediateValues[^1].Step;

    internal ImmutableArray<double> LastReport => IntermediateValues.IsEmpty ? [] : IntermediateValues[^1].Values;
}
