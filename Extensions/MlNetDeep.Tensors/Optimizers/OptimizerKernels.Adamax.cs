using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public static partial class OptimizerKernels
{
    /// <summary>
    /// Adamax (Kingma and Ba 2014, section 7): Adam with the largest absolute gradient, which decays, for the root of the variance:
    /// <c>largest = max(beta2 largest, |g| + epsilon); parameter -= rate / (1 - beta1^step) mean / largest</c>, as in PyTorch.
    /// </summary>
    /// <param name="step">The parameter, its gradient and the number of the step.</param>
    /// <param name="mean">The average of the gradients, of the same shape, updated; zeros before the first step.</param>
    /// <param name="largest">The largest absolute gradient, of the same shape, updated; zeros before the first step.</param>
    /// <param name="options">The numbers of the optimizer.</param>
    /// <param name="batch">Where the step waits for <see cref="OptimizerBatch.Run"/>; null (default) takes it now.</param>
    /// <exception cref="ArgumentException">The shapes differ, or the parameter is already in the batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of the step is below 1, or the limit of the gradient below 0.</exception>
    public static void AdamaxStep(in ParameterStep step, Tensor mean, Tensor largest, in AdamaxStepOptions options, OptimizerBatch? batch = null)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(largest);
        Take("AdamaxStep", step, options.LearningRate, mean, largest, null, new AdamaxRule
        {
            StepSize = (float)(options.LearningRate / Correction(options.Beta1, step.Step)),
            Beta1 = options.Beta1,
            Beta2 = options.Beta2,
            Epsilon = options.Epsilon,
        }, batch);
    }
}
