namespace MlNetDeep.Tensors;

/// <summary>The numbers of Adadelta; see <see cref="OptimizerKernels.AdadeltaStep"/>.</summary>
public readonly record struct AdadeltaStepOptions
{
    /// <summary>Makes the options with their defaults.</summary>
    public AdadeltaStepOptions() { }

    /// <summary>The length of the step, at least 0. Default 1.</summary>
    public float LearningRate { get; init; } = 1;

    /// <summary>The decay of both averages, 0 to below 1 (rho). Default 0.9.</summary>
    public float Decay { get; init; } = 0.9f;

    /// <summary>Added to both averages under their roots, above 0. Default 1e-6.</summary>
    public float Epsilon { get; init; } = 1e-6f;
}
