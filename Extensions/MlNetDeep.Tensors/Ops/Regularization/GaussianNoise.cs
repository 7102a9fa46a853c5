namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Adds normally distributed noise of mean 0: augmentation of inputs or features. For training only. As Keras'
    /// <c>GaussianNoise</c>. The noise is a function of seed and stream.
    /// </summary>
    /// <param name="x">Any shape.</param>
    /// <param name="standardDeviation">The standard deviation of the noise, at least 0 and finite.</param>
    /// <param name="seed">The seed of the network or layer.</param>
    /// <param name="stream">Which noise of that seed, such as the number of the step.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is not in its range.</exception>
    public static Tensor GaussianNoise(Tensor x, float standardDeviation, ulong seed, ulong stream)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (!(standardDeviation >= 0 && float.IsFinite(standardDeviation)))
            throw new ArgumentOutOfRangeException(nameof(standardDeviation), standardDeviation, $"GaussianNoise: the standard deviation is at least 0 and finite, but is {standardDeviation}");
        Tensor noise = Tensor.Allocate(x.Shape);
        new Philox(seed, stream).Normal(noise.Span, 0, standardDeviation);
        Tensor y = Binary("GaussianNoise", BinaryFunction.Add, x, noise);
        noise.Free();
        return Tape.Record(y, gradient => x.Accumulate(gradient.Share(x.Shape)), x);
    }
}
