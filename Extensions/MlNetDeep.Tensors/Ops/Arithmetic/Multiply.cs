namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Multiplies elementwise, with broadcasting.</summary>
    /// <param name="a">One factor.</param>
    /// <param name="b">The other.</param>
    /// <returns><c>a * b</c>, in the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor Multiply(Tensor a, Tensor b) => Tape.Record(Binary("Multiply", BinaryFunction.Multiply, a, b), gradient =>
    {
        if (a.RequiresGrad) a.Accumulate(SumProductTo(gradient, b, a.Shape));
        if (b.RequiresGrad) b.Accumulate(SumProductTo(gradient, a, b.Shape));
    }, a, b);

    /// <summary>Sums gradient * factor over the axes that were repeated.</summary>
    private static Tensor SumProductTo(Tensor gradient, Tensor factor, Shape shape, float scale = 1)
    {
        Tensor product = Binary("Multiply", BinaryFunction.Multiply, gradient, factor);
        Tensor sum = SumTo(product, shape, scale);
        product.Free();
        return sum;
    }
}
