namespace Microsoft.ML.Runtime;

/// <summary>Where an exception comes from.</summary>
public interface IExceptionContext
{
    /// <summary>A description of the context.</summary>
    string ContextDescription { get; }

    /// <summary>Marks an exception with the context, and returns it.</summary>
    /// <typeparam name="TException">The type of exception.</typeparam>
    /// <param name="ex">The exception.</param>
    TException Process<TException>(TException ex)
        where TException : Exception;
}
