using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public static partial class OptimizerKernels
{
    /// <summary>
    /// RAdam (Liu et al. 2019): Adam that waits with the division until the variance is known well enough (rho above 5) and is
    /// rectified afterwards, as in PyTorch.
    /// </summary>
    /// <param name="step">The parameter, its gradient and the number of the step.</param>
    /// <param name="mean">The average of the gradients, of the same shape, updated; zeros before the first step.</param>
    /// <param name="variance">The average of their squares, of the same shape, updated; zeros before the first step.</param>
    /// <param name="options">The numbers of the optimizer.</param>
    /// <param name="batch">Where the step waits for <see cref="OptimizerBatch.Run"/>; null (default) takes it now.</param>
    /// <exception cref="ArgumentException">The shapes differ, or the parameter is already in the batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of the step is below 1, or the limit of the gradient below 0.</exception>
    public static void RAdamStep(in ParameterStep step, Tensor mean, Tensor variance, in RAdamStepOptions options, OptimizerBatch? batch = null)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(variance);
        double correction = Correction(options.Beta2, step.Step), longest = (2 / (1 - (double)options.Beta2)) - 1;
        double length = longest - (2 * step.Step * (1 - correction) / correction);
        bool rectified = length > 5;
        double size = options.LearningRate / Correction(options.Beta1, step.Step);
        if (rectified) size *= Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length) * correction);
        Take("RAdamStep", step, options.LearningRate, mean, variance, null, new RAdamRule
        {
            StepSize = (float)size,
            Beta1 = options.Beta1,
            Beta2 = options.Beta2,
            Epsilon = options.Epsilon,
            Rectified = rectified,
        }, batch);
    }
}
