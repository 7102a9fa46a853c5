namespace MlNetDeep.Tensors;

/// <summary>The numbers of Adamax; see <see cref="OptimizerKernels.AdamaxStep"/>.</summary>
public readonly record struct AdamaxStepOptions
{
    /// <summary>Makes the options with their defaults.</summary>
    public AdamaxStepOptions() { }

    /// <summary>The length of the step, at least 0. Default 0.002.</summary>
    public float LearningRate { get; init; } = 0.002f;

    /// <summary>The decay of the average of the gradients, 0 to below 1. Default 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>The decay of the largest absolute value, 0 to below 1. Default 0.999.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>Added to the absolute value of the gradient, above 0. Default 1e-8.</summary>
    public float Epsilon { get; init; } = 1e-8f;
}
