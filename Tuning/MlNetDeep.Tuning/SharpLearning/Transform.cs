namespace MlNetDeep.Tuning.SharpLearning;

/// <summary>The scale on which a parameter is searched.</summary>
public enum Transform
{
    /// <summary>The values themselves.</summary>
    Linear,

    /// <summary>Their logarithm, for values above 0 such as learning rates.</summary>
    Log10,

    /// <summary>The logarithm of 1 - value, for values below 1 such as the rates of moving averages.</summary>
    ExponentialAverage,
}
