namespace Microsoft.ML.Runtime;

/// <summary>Opens channels, on which messages go to <see cref="MLContext.Log"/>.</summary>
public interface IChannelProvider : IExceptionContext
{
    /// <summary>Opens a channel for text messages.</summary>
    /// <param name="name">Its name, which becomes the last part of the source of its messages.</param>
    IChannel Start(string name);

    /// <summary>Opens a channel for messages of a type; those other than <see cref="ChannelMessage"/> are not forwarded.</summary>
    /// <typeparam name="TMessage">The type of message.</typeparam>
    /// <param name="name">Its name.</param>
    IPipe<TMessage> StartPipe<TMessage>(string name);
}
