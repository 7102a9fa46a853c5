namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>The matrix product over the last two axes, each operand possibly stored transposed.</summary>
    /// <param name="a">[..., m, k], or [..., k, m] if transposed.</param>
    /// <param name="b">[..., k, n], or [..., n, k] if transposed. The leading axes of both broadcast.</param>
    /// <param name="transposeA">Whether the last two axes of <paramref name="a"/> are exchanged. Default false.</param>
    /// <param name="transposeB">Whether the last two axes of <paramref name="b"/> are exchanged. Default false.</param>
    /// <returns>[..., m, n].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor MatMul(Tensor a, Tensor b, bool transposeA = false, bool transposeB = false)
    {
        const string name = "MatMul";
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Rank < 2 || b.Rank < 2) ThrowShape(name, "both inputs have at least two axes", a.Shape, b.Shape);
        int m = a.Shape[transposeA ? -1 : -2], k = a.Shape[transposeA ? -2 : -1], n = b.Shape[transposeB ? -2 : -1];
        if (b.Shape[transposeB ? -1 : -2] != k)
            ThrowShape(name, $"the {(transposeA ? "last axis but one" : "last axis")} of the first, {k}, is the {(transposeB ? "last" : "last but one")} of the second, {b.Shape[transposeB ? -1 : -2]}", a.Shape, b.Shape);
        if (b.Rank == 2 && a.Rank > 2 && !transposeA && !transposeB) return Linear(a, b);

        Shape leading = BroadcastShapes(name, a.Shape.Dimensions[..^2].ToArray(), b.Shape.Dimensions[..^2].ToArray());
        Tensor left = Expand(a, leading), right = Expand(b, leading);
        Tensor y = Tensor.Allocate([.. leading, m, n]);
        Products(m, n, k, left, transposeA, right, transposeB, y);
        Tape.Record(y, gradient =>
        {
            // With A' and B' the operands as they enter the product: dA' = dY B'^T, dB' = A'^T dY; stored transposed, the
            // gradient is the transpose of that.
            if (a.RequiresGrad)
            {
                Tensor aGradient = Tensor.Allocate(left.Shape);
                if (transposeA) Products(k, m, n, right, transposeB, gradient, true, aGradient);
                else Products(m, k, n, gradient, false, right, !transposeB, aGradient);
                a.Accumulate(SumTo(aGradient, a.Shape, 1));
                aGradient.Free();
            }
            if (b.RequiresGrad)
            {
                Tensor bGradient = Tensor.Allocate(right.Shape);
                if (transposeB) Products(n, k, m, gradient, true, left, transposeA, bGradient);
                else Products(k, n, m, left, !transposeA, gradient, false, bGradient);
                b.Accumulate(SumTo(bGradient, b.Shape, 1));
                bGradient.Free();
            }
            left.Free();
            right.Free();
        }, a, b);
        if (y.Node is null)
        {
            left.Free();
            right.Free();
        }
        return y;
    }

    /// <summary>Repeats matrices along the leading axes; shares memory where there is nothing to repeat.</summary>
    private static Tensor Expand(Tensor matrices, Shape leading)
    {
        Shape shape = [.. leading, matrices.Shape[-2], matrices.Shape[-1]];
        if (shape.Count == matrices.Count) return matrices.Share(shape);
        Tensor expanded = Tensor.Allocate(shape);
        Backend.Current.Broadcast(matrices.Storage, matrices.Shape, 1, expanded.Storage, shape);
        return expanded;
    }

    private static void Products(int m, int n, int k, Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor y)
    {
        int batches = m == 0 || n == 0 ? 0 : y.Count / m / n;
        if (batches == 1) Backend.Current.Gemm(m, n, k, a.Storage, 0, transposeA, b.Storage, 0, transposeB, y.Storage, 0, false, null, FusedActivation.None);
        else if (batches > 1) Backend.Current.BatchedGemm(batches, m, n, k, a.Storage, transposeA, b.Storage, transposeB, y.Storage);
    }
}
