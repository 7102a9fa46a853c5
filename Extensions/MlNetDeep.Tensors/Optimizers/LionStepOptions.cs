namespace MlNetDeep.Tensors;

/// <summary>The numbers of Lion; see <see cref="OptimizerKernels.LionStep"/>.</summary>
public readonly record struct LionStepOptions
{
    /// <summary>Makes the options with their defaults.</summary>
    public LionStepOptions() { }

    /// <summary>The length of the step, at least 0. Default 0.0001.</summary>
    public float LearningRate { get; init; } = 0.0001f;

    /// <summary>How much of the average goes into the direction, 0 to below 1. Default 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>The decay of the average of the gradients, 0 to below 1. Default 0.99.</summary>
    public float Beta2 { get; init; } = 0.99f;
}
