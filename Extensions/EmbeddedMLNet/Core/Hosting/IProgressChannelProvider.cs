namespace Microsoft.ML.Runtime;

/// <summary>Opens channels for the progress of a computation.</summary>
public interface IProgressChannelProvider
{
    /// <summary>Opens a progress channel.</summary>
    /// <param name="name">What progresses.</param>
    IProgressChannel StartProgressChannel(string name);
}
