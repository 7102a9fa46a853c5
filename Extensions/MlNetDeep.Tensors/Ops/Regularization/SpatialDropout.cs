namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Zeroes whole channels of a sample with a probability and scales the others so that the expectation stays (Tompson et al.
    /// 2015): neighbouring positions are too alike for dropping them one by one to help. For training only. Keras'
    /// <c>SpatialDropout1D</c> and <c>2D</c>, PyTorch's <c>dropout1d</c> and <c>2d</c>. Channel c of sample n is decided by number
    /// <c>n * C + c</c> of the generator; a dropped NaN or infinity becomes a NaN.
    /// </summary>
    /// <param name="x">[N, ..., C] of at least three axes: [N, L, C], [N, H, W, C].</param>
    /// <param name="rate">The probability of zero, 0 to 1. With 0 nothing changes, with 1 all is zero.</param>
    /// <param name="seed">The seed of the network or layer.</param>
    /// <param name="stream">Which mask of that seed, such as the number of the step.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="ArgumentException">The input has fewer than three axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in its range.</exception>
    public static Tensor SpatialDropout(Tensor x, float rate, ulong seed, ulong stream)
    {
        ArgumentNullException.ThrowIfNull(x);
        CheckRate("SpatialDropout", rate);
        if (x.Rank < 3) ThrowShape("SpatialDropout", "the input is [N, ..., C] with at least three axes", x.Shape);
        int samples = x.Shape[0], channels = x.Shape[-1], rows = x.Count == 0 ? 0 : x.Count / samples / channels;
        Tensor ones = Tensor.Ones([samples, channels]), mask = Dropped(ones, rate, new Philox(seed, stream));
        ones.Free();
        Tensor y = Masked(x);
        Tape.Record(y, gradient =>
        {
            x.Accumulate(Masked(gradient));
            mask.Free();
        }, x);
        if (y.Node is null) mask.Free();
        return y;

        Tensor Masked(Tensor tensor)
        {
            Tensor masked = Tensor.Allocate(tensor.Shape);
            Backend.Current.ScaleColumns(samples, rows, channels, tensor.Storage, mask.Storage, masked.Storage);
            return masked;
        }
    }
}
