namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// The cosine of the angle between each row of one tensor and the same row of another:
    /// <c>a b / sqrt((a a + 1e-12) (b b + 1e-12))</c>; 0 for a row of zeros.
    /// </summary>
    /// <param name="a">[..., D].</param>
    /// <param name="b">The same shape.</param>
    /// <returns>One number from -1 to 1 per row: the shape without the last axis.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor CosineSimilarity(Tensor a, Tensor b) => RowCosine("CosineSimilarity", a, b);

    private static Tensor RowCosine(string operation, Tensor a, Tensor b)
    {
        int rows = CheckRowPairs(operation, a, b), columns = a.Shape[-1];
        Tensor y = Tensor.Allocate(new Shape(a.Shape.Dimensions[..^1]));
        Backend.Current.RowCosine(rows, columns, a.Storage, b.Storage, y.Storage);
        return Tape.Record(y, gradient =>
        {
            Tensor? aGradient = GradientFor(a), bGradient = GradientFor(b);
            Backend.Current.RowCosineGradient(rows, columns, a.Storage, b.Storage, gradient.Storage, aGradient?.Storage, bGradient?.Storage);
            Accumulate(a, aGradient, b, bGradient);
        }, a, b);
    }
}
