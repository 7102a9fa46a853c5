namespace Microsoft.ML.Runtime;

/// <summary>A text message on a channel.</summary>
public readonly struct ChannelMessage
{
    internal ChannelMessage(ChannelMessageKind kind, MessageSensitivity sensitivity, string message)
    {
        Kind = kind;
        Sensitivity = sensitivity;
        Message = message;
    }

    /// <summary>How important it is.</summary>
    public readonly ChannelMessageKind Kind;

    /// <summary>What it may disclose.</summary>
    public readonly MessageSensitivity Sensitivity;

    /// <summary>The text.</summary>
    public string Message { get; }
}
