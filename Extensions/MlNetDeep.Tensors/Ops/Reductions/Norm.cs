namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>The p-norm over some axes: <c>sum(|x|^p)^(1/p)</c>, or the largest absolute value.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="order">p, above 0: 1 for the sum of absolute values, 2 (the default) for the Euclidean norm, infinity for the largest.</param>
    /// <param name="axes">The axes, negative ones counting from the end; null or none is all.</param>
    /// <param name="keepDims">Whether these axes stay, with length 1. Default false.</param>
    /// <returns>The norms. The gradient of the Euclidean norm at 0 is 0, as in PyTorch.</returns>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The order is not above 0.</exception>
    public static Tensor Norm(Tensor x, float order = 2, int[]? axes = null, bool keepDims = false)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (!(order > 0)) throw new ArgumentOutOfRangeException(nameof(order), order, FormattableString.Invariant($"Norm: the order must be above 0, but is {order}"));
        if (order == 1) return Sum(Abs(x), axes, keepDims);
        if (order == 2) return EuclideanNorm(x, axes, keepDims);
        if (float.IsPositiveInfinity(order)) return Clamp(Max(Abs(x), axes, keepDims), minimum: 0);
        return Power(Sum(Power(Abs(x), order), axes, keepDims), 1 / order);
    }

    private static Tensor EuclideanNorm(Tensor x, int[]? axes, bool keepDims)
    {
        (Shape kept, Shape result) = ReducedShapes("Norm", x.Shape, axes, keepDims);
        Tensor y;
        using (Tensor.NoGrad()) y = Reshape(Sqrt(Sum(Square(x), axes, keepDims: true)), result);
        return Tape.Record(y, gradient =>
        {
            Tensor norm = y.Share(kept), outer = gradient.Share(kept), scale = Binary("Norm", BinaryFunction.Divide, outer, norm);
            // 0 / 0 where the norm is 0.
            Backend.Current.Select(norm.Storage, scale.Storage, null, scale.Storage);
            x.Accumulate(Binary("Norm", BinaryFunction.Multiply, x, scale));
            norm.Free();
            outer.Free();
            scale.Free();
        }, x);
    }
}
