namespace Microsoft.ML.Runtime;

/// <summary>A channel for messages of one type.</summary>
/// <typeparam name="TMessage">The type of message.</typeparam>
public interface IPipe<TMessage> : IExceptionContext, IDisposable
{
    /// <summary>Sends a message.</summary>
    /// <param name="msg">The message.</param>
    void Send(TMessage msg);
}
