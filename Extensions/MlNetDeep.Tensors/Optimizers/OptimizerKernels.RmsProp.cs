using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public static partial class OptimizerKernels
{
    /// <summary>
    /// RMSprop (Tieleman and Hinton 2012): <c>parameter -= rate g / (sqrt(square) + epsilon)</c>, as in PyTorch; centred (Graves 2013)
    /// with <c>square - mean^2</c> under the root. With momentum: <c>momentum = m momentum + g / (...); parameter -= rate momentum</c>.
    /// </summary>
    /// <param name="step">The parameter, its gradient and the number of the step.</param>
    /// <param name="square">The average of the squared gradients, of the same shape, updated; zeros before the first step.</param>
    /// <param name="mean">The average of the gradients, of the same shape, updated; zeros before the first step. Null for the plain, not centred form.</param>
    /// <param name="momentumBuffer">The momentum, of the same shape, updated; zeros before the first step. Null without momentum.</param>
    /// <param name="options">The numbers of the optimizer.</param>
    /// <param name="batch">Where the step waits for <see cref="OptimizerBatch.Run"/>; null (default) takes it now.</param>
    /// <exception cref="ArgumentException">The shapes differ, there is momentum and no buffer for it, or the parameter is already in the batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of the step is below 1, or the limit of the gradient below 0.</exception>
    public static void RmsPropStep(in ParameterStep step, Tensor square, Tensor? mean, Tensor? momentumBuffer, in RmsPropStepOptions options, OptimizerBatch? batch = null)
    {
        ArgumentNullException.ThrowIfNull(square);
        if (options.Momentum != 0 && momentumBuffer is null) throw new ArgumentException($"RmsPropStep: momentum {options.Momentum} needs a momentum buffer of shape {step.Parameter?.Shape}", nameof(momentumBuffer));
        Take("RmsPropStep", step, options.LearningRate, square, mean, options.Momentum == 0 ? null : momentumBuffer, new RmsPropRule
        {
            LearningRate = options.LearningRate,
            Decay = options.Decay,
            Momentum = options.Momentum,
            Epsilon = options.Epsilon,
            Centered = mean is not null,
        }, batch);
    }
}
