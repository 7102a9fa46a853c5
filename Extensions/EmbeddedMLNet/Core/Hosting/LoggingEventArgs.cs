using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>A message of <see cref="MLContext.Log"/>.</summary>
public class LoggingEventArgs : EventArgs
{
    /// <summary>Creates a message without source.</summary>
    /// <param name="message">The text.</param>
    public LoggingEventArgs(string message)
    {
        Message = message;
        RawMessage = message;
        Source = "";
    }

    /// <summary>Creates a message.</summary>
    /// <param name="message">The text.</param>
    /// <param name="kind">How important it is.</param>
    /// <param name="source">The hosts and the channel that it comes from.</param>
    public LoggingEventArgs(string message, ChannelMessageKind kind, string source)
    {
        RawMessage = message;
        Kind = kind;
        Source = source;
        Message = $"[Source={source}, Kind={kind}] {message}";
    }

    /// <summary>The hosts and the channel that the message comes from, such as <c>Trainer; Fit</c>.</summary>
    public string Source { get; }

    /// <summary>How important the message is.</summary>
    public ChannelMessageKind Kind { get; }

    /// <summary>The text with source and kind before it.</summary>
    public string Message { get; }

    /// <summary>The text alone.</summary>
    public string RawMessage { get; }
}
