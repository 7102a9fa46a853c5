using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public static partial class OptimizerKernels
{
    /// <summary>
    /// Adagrad (Duchi, Hazan and Singer 2011): <c>sum += g^2; parameter -= rate g / (sqrt(sum) + epsilon)</c>, as in PyTorch.
    /// </summary>
    /// <param name="step">The parameter, its gradient and the number of the step.</param>
    /// <param name="sum">The sum of the squared gradients, of the same shape, updated; the initial accumulator, often zeros, before the first step.</param>
    /// <param name="options">The numbers of the optimizer.</param>
    /// <param name="batch">Where the step waits for <see cref="OptimizerBatch.Run"/>; null (default) takes it now.</param>
    /// <exception cref="ArgumentException">The shapes differ, or the parameter is already in the batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of the step is below 1, or the limit of the gradient below 0.</exception>
    public static void AdagradStep(in ParameterStep step, Tensor sum, in AdagradStepOptions options, OptimizerBatch? batch = null)
    {
        ArgumentNullException.ThrowIfNull(sum);
        Take("AdagradStep", step, options.LearningRate, sum, null, null, new AdagradRule
        {
            LearningRate = (float)(options.LearningRate / (1 + ((step.Step - 1) * (double)options.LearningRateDecay))),
            Epsilon = options.Epsilon,
        }, batch);
    }
}
