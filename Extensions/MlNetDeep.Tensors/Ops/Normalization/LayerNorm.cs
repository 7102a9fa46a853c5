using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Layer normalisation (Ba, Kiros and Hinton 2016): <c>(x - mean) / sqrt(variance + epsilon) * gamma + beta</c> with the mean
    /// and the biased variance over the last axes, as PyTorch's <c>layer_norm</c>.
    /// </summary>
    /// <param name="input">Any shape with at least as many axes as are normalised over.</param>
    /// <param name="gamma">The scale, in the shape of these axes; null is 1.</param>
    /// <param name="beta">The shift, in the shape of these axes; null is 0.</param>
    /// <param name="lastAxes">How many of the last axes are normalised over, at least 1. Default 1.</param>
    /// <param name="epsilon">Added to the variance, above 0. Default 1e-5.</param>
    /// <returns>The shape of the input.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not above 0.</exception>
    public static Tensor LayerNorm(Tensor input, Tensor? gamma = null, Tensor? beta = null, int lastAxes = 1, float epsilon = 1e-5f) =>
        NormalizeLast("LayerNorm", input, gamma, beta, lastAxes, epsilon, centered: true);

    /// <summary>
    /// Root mean square normalisation (Zhang and Sennrich 2019): <c>x / sqrt(mean(x^2) + epsilon) * gamma</c> over the last axes.
    /// Cheaper than <see cref="LayerNorm"/> in parameters: nothing is subtracted or added.
    /// </summary>
    /// <param name="input">Any shape with at least as many axes as are normalised over.</param>
    /// <param name="gamma">The scale, in the shape of these axes; null is 1.</param>
    /// <param name="lastAxes">How many of the last axes are normalised over, at least 1. Default 1.</param>
    /// <param name="epsilon">Added to the mean square, above 0. Default 1e-6.</param>
    /// <returns>The shape of the input.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not above 0.</exception>
    public static Tensor RmsNorm(Tensor input, Tensor? gamma = null, int lastAxes = 1, float epsilon = 1e-6f) =>
        NormalizeLast("RmsNorm", input, gamma, null, lastAxes, epsilon, centered: false);

    private static Tensor NormalizeLast(string operation, Tensor input, Tensor? gamma, Tensor? beta, int lastAxes, float epsilon, bool centered)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (lastAxes < 1 || lastAxes > input.Rank) ThrowShape(operation, $"the number of last axes to normalise over is 1 to the rank of the input, but is {lastAxes}", input.Shape);
        var normalized = new Shape(input.Shape.Dimensions[^lastAxes..]);
        if (gamma is not null && gamma.Shape != normalized) ThrowShape(operation, $"gamma has the shape of the normalised axes, {normalized}", input.Shape, gamma.Shape);
        if (beta is not null && beta.Shape != normalized) ThrowShape(operation, $"beta has the shape of the normalised axes, {normalized}", input.Shape, beta.Shape);
        int samples = input.Count == 0 ? 0 : input.Count / normalized.Count;
        return GroupNorm(operation, new GroupNormGeometry(samples, 1, normalized.Count, 1, centered), input, gamma, beta, epsilon);
    }
}
