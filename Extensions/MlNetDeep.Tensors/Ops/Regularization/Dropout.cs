namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Zeroes each element with a probability and scales the others so that the expectation stays (Srivastava et al. 2014). For
    /// training only; in inference leave it out. Which elements is a function of seed and stream.
    /// </summary>
    /// <param name="x">Any shape.</param>
    /// <param name="rate">The probability of zero, 0 to 1. With 0 nothing changes, with 1 all is zero.</param>
    /// <param name="seed">The seed of the network or layer.</param>
    /// <param name="stream">Which mask of that seed, such as the number of the step.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in its range.</exception>
    public static Tensor Dropout(Tensor x, float rate, ulong seed, ulong stream)
    {
        ArgumentNullException.ThrowIfNull(x);
        CheckRate("Dropout", rate);
        // The mask is not stored: the generator gives the same numbers again.
        var random = new Philox(seed, stream);
        return Tape.Record(Dropped(x, rate, random), gradient => x.Accumulate(Dropped(gradient, rate, random)), x);
    }

    private static void CheckRate(string operation, float rate)
    {
        if (!(rate >= 0 && rate <= 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, $"{operation}: the rate is 0 to 1, but is {rate}");
    }

    private static Tensor Dropped(Tensor x, float rate, Philox random)
    {
        Tensor y = Tensor.Allocate(x.Shape);
        // No scale keeps the expectation of what is always dropped.
        if (rate == 1) Backend.Current.Fill(y.Storage, 0);
        else Backend.Current.Dropout(x.Storage, rate, random, y.Storage);
        return y;
    }
}
