namespace Microsoft.ML.Runtime;

/// <summary>What a progress channel reports.</summary>
public sealed class ProgressHeader
{
    /// <summary>Creates a header without metrics.</summary>
    /// <param name="unitNames">The units in which progress is measured, such as epochs.</param>
    public ProgressHeader(params string[] unitNames) : this([], unitNames)
    {
    }

    /// <summary>Creates a header.</summary>
    /// <param name="metricNames">The metrics.</param>
    /// <param name="unitNames">The units in which progress is measured.</param>
    public ProgressHeader(string[] metricNames, string[] unitNames)
    {
        MetricNames = metricNames ?? [];
        UnitNames = unitNames ?? [];
    }

    /// <summary>The units in which progress is measured.</summary>
    public readonly IReadOnlyList<string> UnitNames;

    /// <summary>The metrics.</summary>
    public readonly IReadOnlyList<string> MetricNames;
}
