using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public abstract partial class Backend
{
    /// <summary>
    /// y = (x - mean) / sqrt(variance + epsilon) * gamma + beta with the mean and biased variance of each group of each sample,
    /// which are left behind. What rounding takes off a mean is in <paramref name="meanRest"/>: against a deviation that is
    /// small beside the mean it counts. Without gamma or beta they are 1 and 0.
    /// </summary>
    internal abstract void GroupNorm(in GroupNormGeometry geometry, Storage x, Storage? gamma, Storage? beta, float epsilon, Storage mean, Storage meanRest, Storage variance, Storage y);

    /// <summary>The three gradients at once.</summary>
    internal abstract void GroupNormGradient(in GroupNormGeometry geometry, Storage x, Storage mean, Storage meanRest, Storage variance, Storage? gamma, float epsilon, Storage yGradient, Storage? xGradient, Storage gammaGradient, Storage betaGradient);

    /// <summary>y = x (k + alpha / size * sum of x^2 over the channels c - size / 2 to c + (size - 1) / 2)^-beta.</summary>
    internal abstract void LocalResponseNorm(in LocalResponseNormGeometry geometry, Storage x, Storage y);
    internal abstract void LocalResponseNormGradient(in LocalResponseNormGeometry geometry, Storage x, Storage yGradient, Storage xGradient);

    /// <summary>y = x / max(norm, epsilon), norm the Euclidean one over the middle axis of [outer, reduced, inner], which is left behind.</summary>
    internal abstract void L2Normalize(int outer, int reduced, int inner, Storage x, float epsilon, Storage norm, Storage y);
    internal abstract void L2NormalizeGradient(int outer, int reduced, int inner, Storage y, float epsilon, Storage norm, Storage yGradient, Storage xGradient);

    /// <summary>y[sample, row, column] = x[sample, row, column] scale[sample, column].</summary>
    internal abstract void ScaleColumns(int samples, int rows, int columns, Storage x, Storage scale, Storage y);
}
