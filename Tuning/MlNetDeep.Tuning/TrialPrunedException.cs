namespace MlNetDeep.Tuning;

/// <summary>Thrown by an objective, or by <see cref="Trial.ThrowIfPruned"/>, to end a trial that is not promising. The trial is recorded as pruned.</summary>
public sealed class TrialPrunedException : Exception
{
    /// <summary>Creates the exception with a general message.</summary>
    public TrialPrunedException() : base("the trial was pruned")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Why the trial was pruned.</param>
    public TrialPrunedException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Why the trial was pruned.</param>
    /// <param name="innerException">What led to it.</param>
    public TrialPrunedException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
