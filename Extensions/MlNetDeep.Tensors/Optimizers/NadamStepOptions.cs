namespace MlNetDeep.Tensors;

/// <summary>The numbers of Nadam; see <see cref="OptimizerKernels.NadamStep"/>.</summary>
public readonly record struct NadamStepOptions
{
    /// <summary>Makes the options with their defaults.</summary>
    public NadamStepOptions() { }

    /// <summary>The length of the step, at least 0. Default 0.002.</summary>
    public float LearningRate { get; init; } = 0.002f;

    /// <summary>The decay of the average of the gradients, 0 to below 1. Default 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>The decay of the average of their squares, 0 to below 1. Default 0.999.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>Added to the root of the second average, above 0. Default 1e-8.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>How fast the momentum warms up, at least 0 (psi). Default 0.004.</summary>
    public float MomentumDecay { get; init; } = 0.004f;

    /// <summary>
    /// The product of <see cref="Momentum"/> of the steps before this one; keep it from step to step. Default 1, that of the
    /// first step.
    /// </summary>
    public double MomentumProduct { get; init; } = 1;

    /// <summary>The momentum of one step: beta1 (1 - 0.96^(step psi) / 2).</summary>
    /// <param name="step">The number of the step, from 1.</param>
    /// <returns>The momentum.</returns>
    public double Momentum(int step) => Beta1 * (1 - (0.5 * Math.Pow(0.96, step * (double)MomentumDecay)));
}
