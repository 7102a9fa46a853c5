namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// The Euclidean distance of each row of one tensor to the same row of another: <c>sqrt(sum((a - b + epsilon)^2))</c>, as in
    /// PyTorch. The gradient at distance 0 is 0.
    /// </summary>
    /// <param name="a">[..., D].</param>
    /// <param name="b">The same shape.</param>
    /// <param name="epsilon">Added to each difference, so that equal rows keep a gradient; at least 0. Default 1e-6.</param>
    /// <returns>One distance per row: the shape without the last axis.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not in its range.</exception>
    public static Tensor PairwiseDistance(Tensor a, Tensor b, float epsilon = 1e-6f)
    {
        CheckAtLeastZero("PairwiseDistance", nameof(epsilon), epsilon);
        return RowDistance("PairwiseDistance", a, b, epsilon, 0);
    }

    private static Tensor RowDistance(string operation, Tensor a, Tensor b, float offset, float floor)
    {
        int rows = CheckRowPairs(operation, a, b), columns = a.Shape[-1];
        Tensor y = Tensor.Allocate(new Shape(a.Shape.Dimensions[..^1]));
        Backend.Current.RowDistance(rows, columns, a.Storage, b.Storage, offset, floor, y.Storage);
        return Tape.Record(y, gradient =>
        {
            Tensor? aGradient = GradientFor(a), bGradient = GradientFor(b);
            Backend.Current.RowDistanceGradient(rows, columns, a.Storage, b.Storage, offset, y.Storage, gradient.Storage, aGradient?.Storage, bGradient?.Storage);
            Accumulate(a, aGradient, b, bGradient);
        }, a, b);
    }
}
