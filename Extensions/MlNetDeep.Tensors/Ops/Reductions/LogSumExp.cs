namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary><c>log(sum(exp(x)))</c> over some axes, without overflow. Its gradient is the softmax.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes that are summed over, negative ones counting from the end; null or none is all.</param>
    /// <param name="keepDims">Whether these axes stay, with length 1. Default false.</param>
    /// <returns>The logarithms; minus infinity where all elements are, or where there is none.</returns>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public static Tensor LogSumExp(Tensor x, int[]? axes = null, bool keepDims = false)
    {
        ArgumentNullException.ThrowIfNull(x);
        (Shape kept, Shape result) = ReducedShapes("LogSumExp", x.Shape, axes, keepDims);
        // A finite shift, so that infinities do not meet in a difference.
        Tensor shift;
        using (Tensor.NoGrad()) shift = Clamp(Max(x, axes, keepDims: true), float.MinValue, float.MaxValue);
        Tensor logarithm = Add(Log(Sum(Exp(Subtract(x, shift)), axes, keepDims: true)), shift);
        return kept == result ? logarithm : Reshape(logarithm, result);
    }
}
