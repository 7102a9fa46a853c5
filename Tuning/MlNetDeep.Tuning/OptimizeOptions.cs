namespace MlNetDeep.Tuning;

/// <summary>
/// When a search ends and how it runs. It ends at whichever limit comes first; with no limit at all it goes on until it is
/// stopped, cancelled, or the sampler has nothing left to propose. Trials that run at the end are finished, not cut off.
/// </summary>
public sealed record OptimizeOptions
{
    /// <summary>How many trials this call evaluates, whatever their outcome, enqueued and repeated ones included. Null: no such limit.</summary>
    public int? Trials { get; init; }

    /// <summary>
    /// How many trials the study shall have in all that are complete or pruned, those of earlier calls and other processes
    /// included: a search that was interrupted and is called again does the rest. Failed trials do not count. Processes of one machine
    /// reach the number exactly; machines may exceed it by the trials that run elsewhere. Null: no such limit.
    /// </summary>
    public int? TotalTrials { get; init; }

    /// <summary>No trial starts after this time. Null: no such limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// How many trials run at the same time, each on a thread of its own; with 1, the default, on the caller's thread. Asynchronous
    /// objectives run on the thread pool. Networks that train in n trials on c cores use c / n threads each.
    /// </summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>
    /// Which exceptions of the objective the search survives. The trial is recorded as failed in any case; an exception for which
    /// this is false also ends the search and is thrown. Default: survives all.
    /// </summary>
    public Func<Exception, bool> Catch { get; init; } = static _ => true;

    /// <summary>How many trials may fail one after the other before the search ends with a <see cref="TooManyFailuresException"/>. Default 3; null: any number.</summary>
    public int? MaxConsecutiveFailures { get; init; } = 3;

    /// <summary>How often a failed trial is evaluated again with the same parameters, keeping its finished executions. Default 0.</summary>
    public int MaxRetries { get; init; }

    /// <summary>Called after each trial of this call, one call at a time. May call <see cref="Study.Stop"/>. Default none.</summary>
    public IReadOnlyList<Action<Study, TrialRecord>> Callbacks { get; init; } = [];

    /// <summary>
    /// Ends the search; running objectives see it as <see cref="Trial.CancellationToken"/>. A trial whose objective then throws
    /// <see cref="OperationCanceledException"/> keeps its number, parameters and finished executions and waits for the next call.
    /// The search returns normally if the study has a completed trial, and throws <see cref="OperationCanceledException"/> if not.
    /// </summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>
    /// How many trials of the study had begun before the call; <see cref="Trials"/> then counts those of all processes. Null: it counts
    /// those that this call begins.
    /// </summary>
    internal int? BegunBefore { get; init; }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Catch);
        ArgumentNullException.ThrowIfNull(Callbacks);
        if (Trials is { } trials) ArgumentOutOfRangeException.ThrowIfNegative(trials, nameof(Trials));
        if (TotalTrials is { } total) ArgumentOutOfRangeException.ThrowIfNegative(total, nameof(TotalTrials));
        if (MaxConsecutiveFailures is { } failures) ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1, nameof(MaxConsecutiveFailures));
        if (Timeout is { } timeout) ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero, nameof(Timeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(Parallelism, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxRetries);
    }
}
