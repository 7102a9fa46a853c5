namespace Microsoft.ML.Runtime;

/// <summary>The state of a computation that reports progress.</summary>
public interface IProgressEntry
{
    /// <summary>Sets how far it is.</summary>
    /// <param name="index">Which unit.</param>
    /// <param name="value">How many are done.</param>
    void SetProgress(int index, double value);

    /// <summary>Sets how far it is, out of how many.</summary>
    /// <param name="index">Which unit.</param>
    /// <param name="value">How many are done.</param>
    /// <param name="lim">How many there are.</param>
    void SetProgress(int index, double value, double lim);

    /// <summary>Sets a metric.</summary>
    /// <param name="index">Which metric.</param>
    /// <param name="value">Its value.</param>
    void SetMetric(int index, double value);
}
