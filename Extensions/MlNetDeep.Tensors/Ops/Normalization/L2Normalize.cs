namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Scales to Euclidean length 1 along an axis: <c>x / max(norm(x), epsilon)</c>, as PyTorch's <c>functional.normalize</c>. Keras'
    /// <c>UnitNormalization</c>. Where epsilon stands in for a smaller norm, it is a constant to the gradient.
    /// </summary>
    /// <param name="x">Any shape with the axis.</param>
    /// <param name="axis">The axis; a negative one counts from the end. Default -1.</param>
    /// <param name="epsilon">The least divisor, at least 0. Default 1e-12.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is below 0.</exception>
    public static Tensor L2Normalize(Tensor x, int axis = -1, float epsilon = 1e-12f)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (axis < -x.Rank || axis >= x.Rank) ThrowShape("L2Normalize", $"axis {axis} must be at least {-x.Rank} and below {x.Rank}", x.Shape);
        if (!(epsilon >= 0)) throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, $"L2Normalize: epsilon is at least 0, but is {epsilon}");
        int position = x.Shape.Axis(axis), reduced = x.Shape[position], inner = 1;
        foreach (int length in x.Shape.Dimensions[(position + 1)..]) inner = x.Count == 0 ? 0 : inner * length;
        int outer = x.Count == 0 ? 0 : x.Count / reduced / inner;
        Tensor y = Tensor.Allocate(x.Shape), norm = Tensor.Allocate([outer, inner]);
        Backend.Current.L2Normalize(outer, reduced, inner, x.Storage, epsilon, norm.Storage, y.Storage);
        Tape.Record(y, gradient =>
        {
            Tensor xGradient = Tensor.Allocate(x.Shape);
            Backend.Current.L2NormalizeGradient(outer, reduced, inner, y.Storage, epsilon, norm.Storage, gradient.Storage, xGradient.Storage);
            norm.Free();
            x.Accumulate(xGradient);
        }, x);
        if (y.Node is null) norm.Free();
        return y;
    }
}
