using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public static partial class OptimizerKernels
{
    /// <summary>
    /// Adam (Kingma and Ba 2014), AdamW (Loshchilov and Hutter 2017) with <see cref="ParameterStep.DecoupledWeightDecay"/>, and AMSGrad
    /// (Reddi et al. 2018) with <paramref name="maximumVariance"/>.
    /// </summary>
    /// <param name="step">The parameter, its gradient and the number of the step.</param>
    /// <param name="mean">The average of the gradients, of the same shape, updated; zeros before the first step.</param>
    /// <param name="variance">The average of their squares, of the same shape, updated; zeros before the first step.</param>
    /// <param name="maximumVariance">For AMSGrad, the largest variance so far, of the same shape, updated; null otherwise.</param>
    /// <param name="options">The numbers of the optimizer.</param>
    /// <param name="batch">Where the step waits for <see cref="OptimizerBatch.Run"/>; null (default) takes it now.</param>
    /// <exception cref="ArgumentException">The shapes differ, or the parameter is already in the batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of the step is below 1, or the limit of the gradient below 0.</exception>
    public static void AdamStep(in ParameterStep step, Tensor mean, Tensor variance, Tensor? maximumVariance, in AdamStepOptions options, OptimizerBatch? batch = null)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(variance);
        Take("AdamStep", step, options.LearningRate, mean, variance, maximumVariance, new AdamRule
        {
            StepSize = (float)(options.LearningRate / Correction(options.Beta1, step.Step)),
            Beta1 = options.Beta1,
            Beta2 = options.Beta2,
            InverseRootCorrection = (float)(1 / Math.Sqrt(Correction(options.Beta2, step.Step))),
            Epsilon = options.Epsilon,
            KeepsMaximum = maximumVariance is not null,
        }, batch);
    }
}
