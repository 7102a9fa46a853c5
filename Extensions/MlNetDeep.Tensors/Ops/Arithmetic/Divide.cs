namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Divides elementwise, with broadcasting.</summary>
    /// <param name="a">The dividend.</param>
    /// <param name="b">The divisor.</param>
    /// <returns><c>a / b</c>, in the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor Divide(Tensor a, Tensor b)
    {
        Tensor y = Binary("Divide", BinaryFunction.Divide, a, b);
        return Tape.Record(y, gradient =>
        {
            Tensor byB = Binary("Divide", BinaryFunction.Divide, gradient, b);
            if (b.RequiresGrad) b.Accumulate(SumProductTo(byB, y, b.Shape, -1));
            if (a.RequiresGrad) a.Accumulate(SumTo(byB, a.Shape, 1));
            byB.Free();
        }, a, b);
    }
}
