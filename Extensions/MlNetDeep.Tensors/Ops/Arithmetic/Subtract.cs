namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Subtracts elementwise, with broadcasting.</summary>
    /// <param name="a">What is subtracted from.</param>
    /// <param name="b">What is subtracted.</param>
    /// <returns><c>a - b</c>, in the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor Subtract(Tensor a, Tensor b) => Tape.Record(Binary("Subtract", BinaryFunction.Subtract, a, b), gradient =>
    {
        if (a.RequiresGrad) a.Accumulate(SumTo(gradient, a.Shape, 1));
        if (b.RequiresGrad) b.Accumulate(SumTo(gradient, b.Shape, -1));
    }, a, b);
}
