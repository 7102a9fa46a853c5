namespace MlNetDeep.Tuning;

/// <summary>
/// Thrown when <see cref="OptimizeOptions.MaxConsecutiveFailures"/> trials failed one after the other. The inner exception is
/// the first failure's, or null when an objective returned NaN.
/// </summary>
public sealed class TooManyFailuresException : Exception
{
    /// <summary>Creates the exception with a general message.</summary>
    public TooManyFailuresException() : base("too many trials failed one after the other")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">How many trials failed, and the first failure.</param>
    public TooManyFailuresException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">How many trials failed, and the first failure.</param>
    /// <param name="innerException">The first failure.</param>
    public TooManyFailuresException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
