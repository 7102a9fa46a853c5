namespace MlNetDeep.Tensors;

/// <summary>The numbers of Adagrad; see <see cref="OptimizerKernels.AdagradStep"/>.</summary>
public readonly record struct AdagradStepOptions
{
    /// <summary>Makes the options with their defaults.</summary>
    public AdagradStepOptions() { }

    /// <summary>The length of the step, at least 0. Default 0.01.</summary>
    public float LearningRate { get; init; } = 0.01f;

    /// <summary>How the learning rate falls: it is divided by 1 + (step - 1) times this, at least 0. Default 0.</summary>
    public float LearningRateDecay { get; init; }

    /// <summary>Added to the root of the sum, above 0. Default 1e-10.</summary>
    public float Epsilon { get; init; } = 1e-10f;
}
