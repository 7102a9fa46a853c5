using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public static partial class OptimizerKernels
{
    /// <summary>
    /// Adadelta (Zeiler 2012): <c>d = sqrt(steps + epsilon) / sqrt(square + epsilon) g; parameter -= rate d</c>, as in PyTorch.
    /// </summary>
    /// <param name="step">The parameter, its gradient and the number of the step.</param>
    /// <param name="square">The average of the squared gradients, of the same shape, updated; zeros before the first step.</param>
    /// <param name="steps">The average of the squared steps <c>d</c>, of the same shape, updated; zeros before the first step.</param>
    /// <param name="options">The numbers of the optimizer.</param>
    /// <param name="batch">Where the step waits for <see cref="OptimizerBatch.Run"/>; null (default) takes it now.</param>
    /// <exception cref="ArgumentException">The shapes differ, or the parameter is already in the batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of the step is below 1, or the limit of the gradient below 0.</exception>
    public static void AdadeltaStep(in ParameterStep step, Tensor square, Tensor steps, in AdadeltaStepOptions options, OptimizerBatch? batch = null)
    {
        ArgumentNullException.ThrowIfNull(square);
        ArgumentNullException.ThrowIfNull(steps);
        Take("AdadeltaStep", step, options.LearningRate, square, steps, null, new AdadeltaRule
        {
            LearningRate = options.LearningRate,
            Decay = options.Decay,
            Epsilon = options.Epsilon,
        }, batch);
    }
}
