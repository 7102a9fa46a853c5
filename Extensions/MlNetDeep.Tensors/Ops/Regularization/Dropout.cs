namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Zeroes each element with a probability and scales the others so that the expectation stays (Srivastava et al. 2014). For
    /// training only; in inference leave it out. Which elements is a function of seed and stream.
    /// </summary>
    /// <param name="x">Any shape.</param>
    /// <param name="rate">The probability of zero, at least 0 and below 1.</param>
    /// <param name="seed">The seed of the network or layer.</param>
    /// <param name="stream">Which mask of that seed, such as the number of the step.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in its range.</exception>
    public static Tensor Dropout(Tensor x, float rate, ulong seed, ulong stream)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (!(rate >= 0 && rate < 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, $"Dropout: the rate is at least 0 and below 1, but is {rate}");
        // The mask is not stored: the generator gives the same numbers again.
        var random = new Philox(seed, stream);
        Tensor y = Tensor.Allocate(x.Shape);
        Backend.Current.Dropout(x.Storage, rate, random, y.Storage);
        return Tape.Record(y, gradient =>
        {
            Tensor xGradient = Tensor.Allocate(x.Shape);
            Backend.Current.Dropout(gradient.Storage, rate, random, xGradient.Storage);
            x.Accumulate(xGradient);
        }, x);
    }
}
