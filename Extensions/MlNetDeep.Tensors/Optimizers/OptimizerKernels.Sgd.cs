using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public static partial class OptimizerKernels
{
    /// <summary>
    /// Stochastic gradient descent: <c>momentum = m momentum + (1 - dampening) g; parameter -= rate * momentum</c>, with Nesterov
    /// <c>parameter -= rate * (g + m momentum)</c>. In the first step the momentum becomes the gradient. The convention of PyTorch's SGD.
    /// </summary>
    /// <param name="step">The parameter, its gradient and the number of the step.</param>
    /// <param name="momentumBuffer">The momentum, of the same shape, updated; null without momentum.</param>
    /// <param name="options">The numbers of the optimizer.</param>
    /// <param name="batch">Where the step waits for <see cref="OptimizerBatch.Run"/>; null (default) takes it now.</param>
    /// <exception cref="ArgumentException">The shapes differ, there is momentum and no buffer for it, or the parameter is already in the batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of the step is below 1, or the limit of the gradient below 0.</exception>
    public static void SgdStep(in ParameterStep step, Tensor? momentumBuffer, in SgdStepOptions options, OptimizerBatch? batch = null)
    {
        if (options.Momentum != 0 && momentumBuffer is null) throw new ArgumentException($"SgdStep: momentum {options.Momentum} needs a momentum buffer of shape {step.Parameter?.Shape}", nameof(momentumBuffer));
        Take("SgdStep", step, options.LearningRate, options.Momentum == 0 ? null : momentumBuffer, null, null, new SgdRule
        {
            LearningRate = options.LearningRate,
            Momentum = options.Momentum,
            Share = 1 - options.Dampening,
            Nesterov = options.Nesterov,
            FirstStep = step.Step == 1,
        }, batch);
    }
}
