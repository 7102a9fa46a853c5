using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Runtime;

/// <summary>What a message may disclose.</summary>
[Flags]
[SuppressMessage("Design", "CA1069:Enums values should not be duplicated", Justification = "The names and values are the interface of ML.NET.")]
public enum MessageSensitivity
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Values of the user's data.</summary>
    UserData = 1,

    /// <summary>Names and types of columns.</summary>
    Schema = 2,

    /// <summary>Not known.</summary>
    Unknown = ~0,

    /// <summary>Everything.</summary>
    All = ~0,
}
