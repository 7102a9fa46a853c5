namespace MlNetDeep.Tensors;

/// <summary>The numbers of LAMB; see <see cref="OptimizerKernels.LambStep"/>.</summary>
public readonly record struct LambStepOptions
{
    /// <summary>Makes the options with their defaults.</summary>
    public LambStepOptions() { }

    /// <summary>The length of the step, at least 0. Default 0.001.</summary>
    public float LearningRate { get; init; } = 0.001f;

    /// <summary>The decay of the average of the gradients, 0 to below 1. Default 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>The decay of the average of their squares, 0 to below 1. Default 0.999.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>Added to the root of the second average, above 0. Default 1e-6.</summary>
    public float Epsilon { get; init; } = 1e-6f;
}
