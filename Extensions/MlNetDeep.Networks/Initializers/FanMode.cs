namespace MlNetDeep.Networks;

/// <summary>The number of connections by which <see cref="VarianceScaling"/> divides.</summary>
public enum FanMode
{
    /// <summary>The inputs of each output, <c>fan_in</c>: keeps the variance of signals on their way forward.</summary>
    FanIn,

    /// <summary>The outputs of each input, <c>fan_out</c>: keeps the variance of gradients on their way back.</summary>
    FanOut,

    /// <summary>The mean of both, <c>fan_avg</c>.</summary>
    FanAverage,
}
