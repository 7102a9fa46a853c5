namespace Microsoft.ML.Runtime;

/// <summary>A channel for text messages.</summary>
public interface IChannel : IPipe<ChannelMessage>
{
    /// <summary>Sends a detail, for debugging.</summary>
    /// <param name="sensitivity">What the message may disclose.</param>
    /// <param name="fmt">The message.</param>
    void Trace(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends a detail, for debugging.</summary>
    /// <param name="sensitivity">What the message may disclose.</param>
    /// <param name="fmt">The message with places for <paramref name="args"/>.</param>
    /// <param name="args">The arguments, formatted with the invariant culture.</param>
    void Trace(MessageSensitivity sensitivity, string fmt, params object[] args);

    /// <summary>Sends an error.</summary>
    /// <param name="sensitivity">What the message may disclose.</param>
    /// <param name="fmt">The message.</param>
    void Error(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends an error.</summary>
    /// <param name="sensitivity">What the message may disclose.</param>
    /// <param name="fmt">The message with places for <paramref name="args"/>.</param>
    /// <param name="args">The arguments, formatted with the invariant culture.</param>
    void Error(MessageSensitivity sensitivity, string fmt, params object[] args);

    /// <summary>Sends a warning.</summary>
    /// <param name="sensitivity">What the message may disclose.</param>
    /// <param name="fmt">The message.</param>
    void Warning(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends a warning.</summary>
    /// <param name="sensitivity">What the message may disclose.</param>
    /// <param name="fmt">The message with places for <paramref name="args"/>.</param>
    /// <param name="args">The arguments, formatted with the invariant culture.</param>
    void Warning(MessageSensitivity sensitivity, string fmt, params object[] args);

    /// <summary>Sends information, such as the progress of training.</summary>
    /// <param name="sensitivity">What the message may disclose.</param>
    /// <param name="fmt">The message.</param>
    void Info(MessageSensitivity sensitivity, string fmt);

    /// <summary>Sends information, such as the progress of training.</summary>
    /// <param name="sensitivity">What the message may disclose.</param>
    /// <param name="fmt">The message with places for <paramref name="args"/>.</param>
    /// <param name="args">The arguments, formatted with the invariant culture.</param>
    void Info(MessageSensitivity sensitivity, string fmt, params object[] args);
}
