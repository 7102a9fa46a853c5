using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public static partial class OptimizerKernels
{
    /// <summary>
    /// LAMB (You et al. 2019): Adam whose step, with the weight decay, is as long as rate times the parameter's norm:
    /// <c>r = mean' / (sqrt(variance') + epsilon) + decay parameter; parameter -= rate |parameter| / |r| r</c>, where mean' and variance' are
    /// corrected for their bias. The ratio of the norms is 1 where one of them is 0.
    /// </summary>
    /// <param name="step">The parameter, its gradient and the number of the step.</param>
    /// <param name="mean">The average of the gradients, of the same shape, updated; zeros before the first step.</param>
    /// <param name="variance">The average of their squares, of the same shape, updated; zeros before the first step.</param>
    /// <param name="options">The numbers of the optimizer.</param>
    /// <param name="batch">Where the step waits for <see cref="OptimizerBatch.Run"/>; null (default) takes it now.</param>
    /// <exception cref="ArgumentException">The shapes differ, or the parameter is already in the batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of the step is below 1, or the limit of the gradient below 0.</exception>
    public static void LambStep(in ParameterStep step, Tensor mean, Tensor variance, in LambStepOptions options, OptimizerBatch? batch = null)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(variance);
        ParameterStep undecayed = step with { WeightDecay = 0 };
        Take("LambStep", undecayed, options.LearningRate, mean, variance, null, new LambRule
        {
            LearningRate = options.LearningRate,
            Beta1 = options.Beta1,
            Beta2 = options.Beta2,
            InverseCorrection = (float)(1 / Correction(options.Beta1, step.Step)),
            InverseRootCorrection = (float)(1 / Math.Sqrt(Correction(options.Beta2, step.Step))),
            Epsilon = options.Epsilon,
            WeightDecay = step.WeightDecay,
        }, batch);
    }
}
