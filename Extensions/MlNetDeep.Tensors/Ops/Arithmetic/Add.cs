namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Adds elementwise, with broadcasting.</summary>
    /// <param name="a">One summand.</param>
    /// <param name="b">The other.</param>
    /// <returns><c>a + b</c>, in the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor Add(Tensor a, Tensor b) => Tape.Record(Binary("Add", BinaryFunction.Add, a, b), gradient =>
    {
        if (a.RequiresGrad) a.Accumulate(SumTo(gradient, a.Shape, 1));
        if (b.RequiresGrad) b.Accumulate(SumTo(gradient, b.Shape, 1));
    }, a, b);

    internal static Tensor Binary(string operation, BinaryFunction function, Tensor a, Tensor b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Tensor y = Tensor.Allocate(BroadcastShapes(operation, a.Shape, b.Shape));
        Backend.Current.Binary(function, a.Storage, a.Shape, b.Storage, b.Shape, y.Storage, y.Shape);
        return y;
    }

    /// <summary>The gradient of a broadcast: sums over the repeated axes. Shares memory when there are none.</summary>
    internal static Tensor SumTo(Tensor gradient, Shape shape, float scale)
    {
        if (gradient.Shape == shape && scale == 1) return gradient.Share(shape);
        Tensor result = Tensor.Allocate(shape);
        if (gradient.Shape == shape)
        {
            Backend.Current.Affine(gradient.Storage, scale, 0, result.Storage);
            return result;
        }
        Span<int> aligned = stackalloc int[gradient.Rank];
        aligned.Fill(1);
        shape.Dimensions.CopyTo(aligned[(gradient.Rank - shape.Rank)..]);
        Backend.Current.Sum(gradient.Storage, gradient.Shape, scale, result.Storage, new Shape(aligned));
        return result;
    }
}
