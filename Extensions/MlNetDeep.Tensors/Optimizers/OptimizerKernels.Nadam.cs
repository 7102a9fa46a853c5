using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public static partial class OptimizerKernels
{
    /// <summary>
    /// Nadam, Adam with Nesterov's look-ahead (Dozat 2016), with the warm-up of the momentum as in the NAdam of PyTorch 2 (PyTorch 1.13
    /// multiplies the product of the momenta by that of the step twice).
    /// </summary>
    /// <param name="step">The parameter, its gradient and the number of the step.</param>
    /// <param name="mean">The average of the gradients, of the same shape, updated; zeros before the first step.</param>
    /// <param name="variance">The average of their squares, of the same shape, updated; zeros before the first step.</param>
    /// <param name="options">The numbers of the optimizer.</param>
    /// <param name="batch">Where the step waits for <see cref="OptimizerBatch.Run"/>; null (default) takes it now.</param>
    /// <exception cref="ArgumentException">The shapes differ, or the parameter is already in the batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of the step is below 1, or the limit of the gradient below 0.</exception>
    public static void NadamStep(in ParameterStep step, Tensor mean, Tensor variance, in NadamStepOptions options, OptimizerBatch? batch = null)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(variance);
        double momentum = options.Momentum(step.Step), next = options.Momentum(step.Step + 1), product = options.MomentumProduct * momentum;
        Take("NadamStep", step, options.LearningRate, mean, variance, null, new NadamRule
        {
            GradientStepSize = (float)(options.LearningRate * (1 - momentum) / (1 - product)),
            MeanStepSize = (float)(options.LearningRate * next / (1 - (product * next))),
            Beta1 = options.Beta1,
            Beta2 = options.Beta2,
            InverseRootCorrection = (float)(1 / Math.Sqrt(Correction(options.Beta2, step.Step))),
            Epsilon = options.Epsilon,
        }, batch);
    }
}
