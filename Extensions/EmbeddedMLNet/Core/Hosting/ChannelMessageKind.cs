namespace Microsoft.ML.Runtime;

/// <summary>How important a message is.</summary>
public enum ChannelMessageKind
{
    /// <summary>A detail, for debugging.</summary>
    Trace = 0,

    /// <summary>Information.</summary>
    Info = 1,

    /// <summary>A warning.</summary>
    Warning = 2,

    /// <summary>An error.</summary>
    Error = 3,
}
