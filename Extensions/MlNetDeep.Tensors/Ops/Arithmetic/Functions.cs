namespace MlNetDeep.Tensors;

// One line per function, as in Activations.cs.
public static partial class Ops
{
    /// <summary>Each element to the power of a number.</summary>
    /// <param name="x">Any shape; NaN below 0 unless the exponent is a whole number.</param>
    /// <param name="exponent">The exponent.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Power(Tensor x, float exponent) => Elementwise(ElementwiseFunction.Power, exponent, x);

    /// <summary><c>1 / x</c>.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Reciprocal(Tensor x) => Elementwise(ElementwiseFunction.Reciprocal, 0, x);

    /// <summary><c>1 / sqrt(x)</c>; infinite at 0, NaN below.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor ReciprocalSqrt(Tensor x) => Elementwise(ElementwiseFunction.ReciprocalSqrt, 0, x);

    /// <summary>Sine.</summary>
    /// <param name="x">Any shape, in radians.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Sin(Tensor x) => Elementwise(ElementwiseFunction.Sin, 0, x);

    /// <summary>Cosine.</summary>
    /// <param name="x">Any shape, in radians.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Cos(Tensor x) => Elementwise(ElementwiseFunction.Cos, 0, x);
}
