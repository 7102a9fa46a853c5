namespace MlNetDeep.Tuning;

/// <summary>Thrown when a storage cannot be read: a damaged file, a file of another kind, or one of a newer version.</summary>
public sealed class StudyStorageException : Exception
{
    /// <summary>Creates the exception with a general message.</summary>
    public StudyStorageException() : base("the study storage cannot be read")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Names the file and what is wrong with it.</param>
    public StudyStorageException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Names the file and what is wrong with it.</param>
    /// <param name="innerException">What led to it.</param>
    public StudyStorageException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
