namespace MlNetDeep.Tuning;

/// <summary>How a worker's search ended.</summary>
internal enum WorkerOutcome
{
    /// <summary>A limit was reached, or the starter asked for the end.</summary>
    Done,

    /// <summary>The objective, a callback or an observer called <see cref="Study.Stop"/>.</summary>
    Stopped,

    /// <summary>By an exception.</summary>
    Failed,
}
