namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>The larger of two numbers, elementwise with broadcasting. Equal ones share the gradient; a NaN wins.</summary>
    /// <param name="a">One tensor.</param>
    /// <param name="b">The other.</param>
    /// <returns>The larger numbers, in the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor Maximum(Tensor a, Tensor b) => Chosen("Maximum", BinaryFunction.Maximum, BinaryFunction.Greater, a, b);

    /// <summary>The smaller of two numbers, elementwise with broadcasting. Equal ones share the gradient; a NaN wins.</summary>
    /// <param name="a">One tensor.</param>
    /// <param name="b">The other.</param>
    /// <returns>The smaller numbers, in the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor Minimum(Tensor a, Tensor b) => Chosen("Minimum", BinaryFunction.Minimum, BinaryFunction.Less, a, b);

    private static Tensor Chosen(string operation, BinaryFunction choice, BinaryFunction wins, Tensor a, Tensor b)
    {
        Tensor y = Binary(operation, choice, a, b);
        return Tape.Record(y, gradient =>
        {
            // Chosen, not multiplied: an infinite gradient times 0 would be NaN where the other number won.
            Tensor tied = Binary(operation, BinaryFunction.Equal, a, b), shared = Tensor.Allocate(y.Shape);
            Backend.Current.Affine(gradient.Storage, 0.5f, 0, shared.Storage);
            Backend.Current.Select(tied.Storage, shared.Storage, gradient.Storage, shared.Storage);
            if (a.RequiresGrad) a.Accumulate(WhereNot(Binary(operation, wins, b, a), shared, a.Shape));
            if (b.RequiresGrad) b.Accumulate(WhereNot(Binary(operation, wins, a, b), shared, b.Shape));
            tied.Free();
            shared.Free();
        }, a, b);
    }

    /// <summary>The gradient where the other number did not win, summed to a shape; lets go of the condition.</summary>
    private static Tensor WhereNot(Tensor lost, Tensor gradient, Shape shape)
    {
        Tensor kept = Tensor.Allocate(gradient.Shape);
        Backend.Current.Select(lost.Storage, null, gradient.Storage, kept.Storage);
        Tensor sum = SumTo(kept, shape, 1);
        kept.Free();
        lost.Free();
        return sum;
    }
}
