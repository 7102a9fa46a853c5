namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>The variance over some axes, from the deviations from the mean, which does not cancel.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes that are searched, negative ones counting from the end; null or none is all.</param>
    /// <param name="correction">What is subtracted from the number of elements n in the divisor: 1 (the default) for the unbiased
    /// variance of a sample, 0 for that of a population.</param>
    /// <param name="keepDims">Whether these axes stay, with length 1. Default false.</param>
    /// <returns><c>sum((x - mean)^2) / (n - correction)</c>; NaN or infinite where the divisor is 0 or less.</returns>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public static Tensor Variance(Tensor x, int[]? axes = null, float correction = 1, bool keepDims = false)
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor squares = Sum(Square(Subtract(x, ScaledSum("Variance", x, axes, keepDims: true, mean: true))), axes, keepDims);
        float count = squares.Count == 0 ? 0 : x.Count / squares.Count;
        return Affine(squares, 1 / Math.Max(0, count - correction), 0);
    }

    /// <summary>The standard deviation over some axes: the square root of <see cref="Variance"/>.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes that are searched, negative ones counting from the end; null or none is all.</param>
    /// <param name="correction">As for <see cref="Variance"/>. Default 1.</param>
    /// <param name="keepDims">Whether these axes stay, with length 1. Default false.</param>
    /// <returns>The standard deviations. The gradient where the deviation is 0 is 0, as in PyTorch.</returns>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public static Tensor StandardDeviation(Tensor x, int[]? axes = null, float correction = 1, bool keepDims = false)
    {
        Tensor variance = Variance(x, axes, correction, keepDims), y;
        using (Tensor.NoGrad()) y = Sqrt(variance);
        return Tape.Record(y, gradient =>
        {
            Tensor quotient = Divide(gradient, y), half = Affine(quotient, 0.5f, 0);
            quotient.Free();
            // The root is infinitely steep at 0, and infinity times the deviations of 0 would be NaN.
            Backend.Current.Select(y.Storage, half.Storage, null, half.Storage);
            variance.Accumulate(half);
        }, variance);
    }
}
