namespace Microsoft.ML.Runtime;

/// <summary>Reports the progress of a computation. It is not forwarded to <see cref="MLContext.Log"/>.</summary>
public interface IProgressChannel : IProgressChannelProvider, IDisposable
{
    /// <summary>Sets what is reported.</summary>
    /// <param name="header">The names of metrics and units.</param>
    /// <param name="fillAction">Writes the present progress; called from any thread.</param>
    void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction);

    /// <summary>Reports a milestone.</summary>
    /// <param name="values">Metrics, then progress in each unit, then optionally their limits.</param>
    void Checkpoint(params double?[] values);
}
