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
            // 1 where a wins, 1/2 where both do.
            Tensor share = Binary(operation, BinaryFunction.Equal, a, b), won = Binary(operation, wins, a, b);
            Backend.Current.Affine(share.Storage, 0.5f, 0, share.Storage);
            Backend.Current.AddTo(won.Storage, share.Storage);
            won.Free();
            if (a.RequiresGrad) a.Accumulate(SumProductTo(gradient, share, a.Shape));
            if (b.RequiresGrad)
            {
                Tensor rest = Tensor.Allocate(share.Shape);
                Backend.Current.Affine(share.Storage, -1, 1, rest.Storage);
                b.Accumulate(SumProductTo(gradient, rest, b.Shape));
                rest.Free();
            }
            share.Free();
        }, a, b);
    }
}
