namespace MlNetDeep.Tuning;

/// <summary>How the values of a trial's executions become the value of the trial.</summary>
public enum ExecutionAggregate
{
    /// <summary>The arithmetic mean.</summary>
    Mean,

    /// <summary>The median, which one outlier does not move.</summary>
    Median,
}
