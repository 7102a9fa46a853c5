using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public static partial class OptimizerKernels
{
    /// <summary>
    /// Lion (Chen et al. 2023): <c>parameter -= rate (sign(beta1 mean + (1 - beta1) g) + decay parameter); mean = beta2 mean + (1 - beta2) g</c>.
    /// The weight decay is always decoupled.
    /// </summary>
    /// <param name="step">The parameter, its gradient and the number of the step.</param>
    /// <param name="mean">The average of the gradients, of the same shape, updated; zeros before the first step.</param>
    /// <param name="options">The numbers of the optimizer.</param>
    /// <param name="batch">Where the step waits for <see cref="OptimizerBatch.Run"/>; null (default) takes it now.</param>
    /// <exception cref="ArgumentException">The shapes differ, or the parameter is already in the batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of the step is below 1, or the limit of the gradient below 0.</exception>
    public static void LionStep(in ParameterStep step, Tensor mean, in LionStepOptions options, OptimizerBatch? batch = null)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ParameterStep decoupled = step with { DecoupledWeightDecay = true };
        Take("LionStep", decoupled, options.LearningRate, mean, null, null, new LionRule
        {
            LearningRate = options.LearningRate,
            Beta1 = options.Beta1,
            Beta2 = options.Beta2,
        }, batch);
    }
}
