namespace MlNetDeep.Tuning;

/// <summary>How the worker processes of a search are started and kept running.</summary>
public sealed record WorkerProcessOptions
{
    /// <summary>
    /// How often each worker is started again when its process ends before the search does: killed, out of memory, or by an exception
    /// outside the objective. Default 10.
    /// </summary>
    public int MaxRestarts { get; init; } = 10;

    /// <summary>How long workers may take to end after the search was interrupted, before their processes are ended. Default one minute.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The arguments with which this program is started as a worker. Null (default): those that it has itself.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MaxRestarts);
        ArgumentOutOfRangeException.ThrowIfLessThan(ShutdownTimeout, TimeSpan.Zero);
    }
}
