namespace MlNetDeep.Tuning;

/// <summary>Thrown when a study is created under a name that the storage already has.</summary>
public sealed class DuplicateStudyException : Exception
{
    /// <summary>Creates the exception with a general message.</summary>
    public DuplicateStudyException() : base("the study exists already")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Names the study and the storage.</param>
    public DuplicateStudyException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Names the study and the storage.</param>
    /// <param name="innerException">What led to it.</param>
    public DuplicateStudyException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
