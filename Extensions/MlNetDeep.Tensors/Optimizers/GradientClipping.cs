namespace MlNetDeep.Tensors;

/// <summary>
/// The norms of gradients and the factor that bounds them. The factor goes into <see cref="ParameterStep.GradientScale"/>, so
/// that clipping costs the pass for the norm and none for the scaling; clipping by value is <see cref="ParameterStep.GradientLimit"/>.
/// </summary>
/// <remarks>The sums are in double precision and the same bits on any number of threads.</remarks>
public static class GradientClipping
{
    /// <summary>The Euclidean norm of all elements of all gradients together (the global norm).</summary>
    /// <param name="gradients">The gradients; none give 0.</param>
    /// <returns>The norm; NaN or infinite if an element is.</returns>
    public static double Norm(ReadOnlySpan<Tensor> gradients)
    {
        Span<double> sums = gradients.Length <= 128 ? stackalloc double[gradients.Length] : new double[gradients.Length];
        Backend.Current.SumsOfSquares(gradients, sums);
        double sum = 0;
        foreach (double part in sums) sum += part;
        return Math.Sqrt(sum);
    }

    /// <summary>The Euclidean norm of each gradient.</summary>
    /// <param name="gradients">The gradients.</param>
    /// <param name="norms">Gets the norms, one for each gradient.</param>
    /// <exception cref="ArgumentException">There are not as many norms as gradients.</exception>
    public static void Norms(ReadOnlySpan<Tensor> gradients, Span<double> norms)
    {
        if (norms.Length != gradients.Length) throw new ArgumentException($"Norms writes one number per gradient: {gradients.Length} gradients, but room for {norms.Length}", nameof(norms));
        Backend.Current.SumsOfSquares(gradients, norms);
        foreach (ref double norm in norms) norm = Math.Sqrt(norm);
    }

    /// <summary>
    /// The factor that brings a norm down to the largest one allowed: <c>maximum / (norm + 1e-6)</c> where that is below 1,
    /// otherwise 1. The convention of PyTorch's <c>clip_grad_norm_</c>.
    /// </summary>
    /// <param name="norm">The norm.</param>
    /// <param name="maximum">The largest norm allowed, above 0.</param>
    /// <returns>The factor; NaN for a norm that is NaN, 0 for an infinite one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is not above 0.</exception>
    public static float Scale(double norm, double maximum)
    {
        if (!(maximum > 0)) throw new ArgumentOutOfRangeException(nameof(maximum), maximum, $"Scale: the largest norm allowed must be above 0, but is {maximum}");
        double factor = maximum / (norm + 1e-6);
        return factor >= 1 ? 1 : (float)factor;
    }
}
