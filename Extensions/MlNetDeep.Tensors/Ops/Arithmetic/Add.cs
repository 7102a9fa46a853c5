namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Adds elementwise, with broadcasting.</summary>
    /// <param name="a">One summand.</param>
    /// <param name="b">The other.</param>
    /// <param name="activation">Applied in the same pass, such as at the end of a residual block. Default none.</param>
    /// <returns><c>activation(a + b)</c>, in the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor Add(Tensor a, Tensor b, FusedActivation activation = FusedActivation.None)
    {
        Tensor y = Binary("Add", activation == FusedActivation.Relu ? BinaryFunction.AddRelu : BinaryFunction.Add, a, b);
        return Tape.Record(y, (a, b, y, activation), static (gradient, made) =>
        {
            Tensor before = BeforeActivation(made.activation, made.y, gradient);
            if (made.a.RequiresGrad) made.a.Accumulate(SumTo(before, made.a.Shape, 1));
            if (made.b.RequiresGrad) made.b.Accumulate(SumTo(before, made.b.Shape, 1));
            before.Free();
        }, a, b);
    }

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
