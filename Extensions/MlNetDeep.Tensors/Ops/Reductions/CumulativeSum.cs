namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>The sums of all elements up to and including each one along an axis.</summary>
    /// <param name="x">At least one axis.</param>
    /// <param name="axis">The axis, negative counting from the end. Default -1.</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public static Tensor CumulativeSum(Tensor x, int axis = -1)
    {
        (axis, _) = CheckSlice("CumulativeSum", x, axis, 0, 0, 1);
        (int outer, int inner) = Around(x.Shape, axis);
        int length = x.Shape[axis];
        Tensor y = Tensor.Allocate(x.Shape);
        Backend.Current.CumulativeSum(x.Storage, outer, length, inner, fromTheEnd: false, y.Storage);
        return Tape.Record(y, gradient =>
        {
            Tensor xGradient = Tensor.Allocate(x.Shape);
            Backend.Current.CumulativeSum(gradient.Storage, outer, length, inner, fromTheEnd: true, xGradient.Storage);
            x.Accumulate(xGradient);
        }, x);
    }
}
