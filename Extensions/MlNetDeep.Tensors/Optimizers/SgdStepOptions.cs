namespace MlNetDeep.Tensors;

/// <summary>The numbers of stochastic gradient descent; see <see cref="OptimizerKernels.SgdStep"/>.</summary>
public readonly record struct SgdStepOptions
{
    /// <summary>Makes the options with their defaults.</summary>
    public SgdStepOptions() { }

    /// <summary>The length of the step, at least 0. Default 0.01.</summary>
    public float LearningRate { get; init; } = 0.01f;

    /// <summary>How much of the previous direction is kept, 0 to 1; above 0 a momentum buffer is needed. Default 0.</summary>
    public float Momentum { get; init; }

    /// <summary>How much of the new gradient the momentum leaves out, 0 to 1; not applied in the first step. Default 0.</summary>
    public float Dampening { get; init; }

    /// <summary>Whether to look ahead along the momentum (Nesterov). Default false.</summary>
    public bool Nesterov { get; init; }
}
