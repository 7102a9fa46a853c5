namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Dropout for networks of <see cref="Selu"/> (Klambauer et al. 2017): dropped elements become the limit of that activation at
    /// minus infinity, and all are scaled and moved so that mean 0 and variance 1 stay. For training only. As Keras'
    /// <c>AlphaDropout</c>.
    /// </summary>
    /// <param name="x">Any shape.</param>
    /// <param name="rate">The probability of an element to be dropped, at least 0 and below 1.</param>
    /// <param name="seed">The seed of the network or layer.</param>
    /// <param name="stream">Which mask of that seed, such as the number of the step.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in its range.</exception>
    public static Tensor AlphaDropout(Tensor x, float rate, ulong seed, ulong stream)
    {
        if (!(rate >= 0 && rate < 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, $"AlphaDropout: the rate is at least 0 and below 1, but is {rate}");
        const double limit = -1.0507009873554805 * 1.6732632423543772;
        double scale = 1 / Math.Sqrt((1 - rate) * (1 + (rate * limit * limit))), shift = -scale * limit * rate;
        // Relative to the limit a dropped element is a zero, and dropout has divided the kept ones by 1 - rate.
        Tensor kept = Dropout(Affine(x, 1, (float)-limit), rate, seed, stream);
        return Affine(kept, (float)(scale * (1 - rate)), (float)((scale * limit) + shift));
    }
}
