namespace MlNetDeep.Networks;

/// <summary>Which values of a monitored quantity are better.</summary>
public enum MonitorMode
{
    /// <summary>Higher is better for names that contain "accuracy", else lower.</summary>
    Auto,

    /// <summary>Lower is better.</summary>
    Min,

    /// <summary>Higher is better.</summary>
    Max,
}
