namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Limits each element to a range. The gradient is 1 within it, bounds included, and 0 outside.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="minimum">The lower bound. Default none.</param>
    /// <param name="maximum">The upper bound, at least the lower one. Default none.</param>
    /// <returns>The same shape; a NaN stays one.</returns>
    /// <exception cref="ArgumentException">The lower bound is above the upper one, or a bound is NaN.</exception>
    public static Tensor Clamp(Tensor x, float minimum = float.NegativeInfinity, float maximum = float.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (!(minimum <= maximum)) throw new ArgumentException(FormattableString.Invariant($"Clamp: the minimum must be at most the maximum, but they are {minimum} and {maximum}"));
        Tensor y = x;
        if (minimum > float.NegativeInfinity || maximum == float.PositiveInfinity) y = Elementwise(ElementwiseFunction.AtLeast, minimum, y);
        return maximum < float.PositiveInfinity ? Elementwise(ElementwiseFunction.AtMost, maximum, y) : y;
    }
}
