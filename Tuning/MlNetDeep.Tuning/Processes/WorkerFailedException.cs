namespace MlNetDeep.Tuning;

/// <summary>Thrown when a search with several processes ended early: an exception ended the search in a worker, or no worker stayed alive.</summary>
public sealed class WorkerFailedException : Exception
{
    /// <summary>Creates the exception with a general message.</summary>
    public WorkerFailedException() : base("a worker process failed")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Names the worker and what happened to it.</param>
    public WorkerFailedException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Names the worker and what happened to it.</param>
    /// <param name="innerException">What led to it.</param>
    public WorkerFailedException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
