namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>The matrix product over the last two axes.</summary>
    /// <param name="a">[..., m, k].</param>
    /// <param name="b">[k, n], used for all of a, or [..., k, n] with the same leading axes as a.</param>
    /// <returns>[..., m, n].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor MatMul(Tensor a, Tensor b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Rank < 2 || b.Rank < 2) ThrowShape("MatMul", "both inputs have at least two axes", a.Shape, b.Shape);
        int m = a.Shape[-2], k = a.Shape[-1], n = b.Shape[-1];
        if (b.Shape[-2] != k) ThrowShape("MatMul", $"the last axis of the first, {k}, is the last but one of the second, {b.Shape[-2]}", a.Shape, b.Shape);
        if (b.Rank == 2 && a.Rank > 2) return Linear(a, b);
        if (!a.Shape.Dimensions[..^2].SequenceEqual(b.Shape.Dimensions[..^2])) ThrowShape("MatMul", "the leading axes are equal, or the second input is one matrix", a.Shape, b.Shape);

        int batches = 1;
        foreach (int length in a.Shape.Dimensions[..^2]) batches *= length;
        Tensor y = Tensor.Allocate(new Shape([.. a.Shape.Dimensions[..^1], n]));
        for (int i = 0; i < batches; i++)
            Backend.Current.Gemm(m, n, k, a.Storage, i * m * k, false, b.Storage, i * k * n, false, y.Storage, i * m * n, false, null, FusedActivation.None);
        return Tape.Record(y, gradient =>
        {
            if (a.RequiresGrad)
            {
                Tensor aGradient = Tensor.Allocate(a.Shape);
                for (int i = 0; i < batches; i++)
                    Backend.Current.Gemm(m, k, n, gradient.Storage, i * m * n, false, b.Storage, i * k * n, true, aGradient.Storage, i * m * k, false, null, FusedActivation.None);
                a.Accumulate(aGradient);
            }
            if (b.RequiresGrad)
            {
                Tensor bGradient = Tensor.Allocate(b.Shape);
                for (int i = 0; i < batches; i++)
                    Backend.Current.Gemm(k, n, m, a.Storage, i * m * k, true, gradient.Storage, i * m * n, false, bGradient.Storage, i * k * n, false, null, FusedActivation.None);
                b.Accumulate(bGradient);
            }
        }, a, b);
    }
}
