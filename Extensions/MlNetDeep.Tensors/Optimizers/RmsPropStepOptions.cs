namespace MlNetDeep.Tensors;

/// <summary>The numbers of RMSprop; see <see cref="OptimizerKernels.RmsPropStep"/>.</summary>
public readonly record struct RmsPropStepOptions
{
    /// <summary>Makes the options with their defaults.</summary>
    public RmsPropStepOptions() { }

    /// <summary>The length of the step, at least 0. Default 0.01.</summary>
    public float LearningRate { get; init; } = 0.01f;

    /// <summary>The decay of the averages, 0 to below 1 (PyTorch: alpha, Keras: rho). Default 0.99.</summary>
    public float Decay { get; init; } = 0.99f;

    /// <summary>How much of the previous direction is kept, 0 to below 1; above 0 a momentum buffer is needed. Default 0.</summary>
    public float Momentum { get; init; }

    /// <summary>Added to the root of the average, above 0. Default 1e-8.</summary>
    public float Epsilon { get; init; } = 1e-8f;
}
