namespace MlNetDeep.Tensors;

/// <summary>The updates of optimizers, each one pass over a parameter's memory.</summary>
public static class OptimizerKernels
{
    /// <summary>
    /// Stochastic gradient descent: <c>momentum = m momentum + (1 - dampening) g; parameter -= rate * momentum</c>, with Nesterov
    /// <c>parameter -= rate * (g + m momentum)</c>. The convention of PyTorch's SGD.
    /// </summary>
    /// <param name="parameter">Is updated.</param>
    /// <param name="gradient">Its gradient, of the same shape.</param>
    /// <param name="momentumBuffer">The momentum, of the same shape, updated; null without momentum.</param>
    /// <param name="options">The numbers of the step.</param>
    /// <exception cref="ArgumentException">The shapes differ, or there is momentum and no buffer for it.</exception>
    public static void SgdStep(Tensor parameter, Tensor gradient, Tensor? momentumBuffer, in SgdStepOptions options)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(gradient);
        SameShape("SgdStep", parameter, gradient, "gradient");
        if (momentumBuffer is not null) SameShape("SgdStep", parameter, momentumBuffer, "momentum");
        if (options.Momentum != 0 && momentumBuffer is null) throw new ArgumentException($"SgdStep: momentum {options.Momentum} needs a momentum buffer of shape {parameter.Shape}", nameof(momentumBuffer));
        Backend.Current.SgdStep(parameter.Storage, gradient.Storage, options.Momentum == 0 ? null : momentumBuffer!.Storage, options);
    }

    /// <summary>
    /// Adam (Kingma and Ba 2014), AdamW (Loshchilov and Hutter 2017) with decoupled weight decay, and AMSGrad (Reddi et al. 2018)
    /// with <paramref name="maximumVariance"/>.
    /// </summary>
    /// <param name="parameter">Is updated.</param>
    /// <param name="gradient">Its gradient, of the same shape.</param>
    /// <param name="mean">The average of the gradients, of the same shape, updated; zeros before the first step.</param>
    /// <param name="variance">The average of their squares, of the same shape, updated; zeros before the first step.</param>
    /// <param name="maximumVariance">For AMSGrad, the largest variance so far, of the same shape, updated; null otherwise.</param>
    /// <param name="options">The numbers of the step.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The step's number is below 1.</exception>
    public static void AdamStep(Tensor parameter, Tensor gradient, Tensor mean, Tensor variance, Tensor? maximumVariance, in AdamStepOptions options)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(variance);
        SameShape("AdamStep", parameter, gradient, "gradient");
        SameShape("AdamStep", parameter, mean, "mean");
        SameShape("AdamStep", parameter, variance, "variance");
        if (maximumVariance is not null) SameShape("AdamStep", parameter, maximumVariance, "maximum variance");
        if (options.Step < 1) throw new ArgumentOutOfRangeException(nameof(options), options.Step, $"AdamStep: steps are counted from 1, but the step is {options.Step}");
        Backend.Current.AdamStep(parameter.Storage, gradient.Storage, mean.Storage, variance.Storage, maximumVariance?.Storage, options);
    }

    private static void SameShape(string operation, Tensor parameter, Tensor other, string name)
    {
        if (other.Shape != parameter.Shape) throw new ArgumentException($"{operation}: the {name} must have the shape of the parameter, {parameter.Shape}, but has {other.Shape}");
    }
}
