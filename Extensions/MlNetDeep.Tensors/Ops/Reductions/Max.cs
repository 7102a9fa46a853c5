namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>The largest numbers over some axes. Equal largest numbers share the gradient; a NaN wins.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes that are searched, negative ones counting from the end; null or none is all.</param>
    /// <param name="keepDims">Whether these axes stay, with length 1. Default false.</param>
    /// <returns>The largest numbers; minus infinity where there is nothing to search.</returns>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public static Tensor Max(Tensor x, int[]? axes = null, bool keepDims = false) => Extreme("Max", x, axes, keepDims, maximum: true);

    /// <summary>Where the largest number of each row is, such as the predicted class. Has no gradient.</summary>
    /// <param name="x">[..., C], C at least 1.</param>
    /// <returns>One index per row, the first when several are equal; that of a NaN when there is one.</returns>
    /// <exception cref="ArgumentException">The last axis is missing or empty.</exception>
    public static int[] ArgMax(Tensor x) => ArgExtreme("ArgMax", x, maximum: true);

    private static Tensor Extreme(string operation, Tensor x, int[]? axes, bool keepDims, bool maximum)
    {
        ArgumentNullException.ThrowIfNull(x);
        (Shape kept, Shape result) = ReducedShapes(operation, x.Shape, axes, keepDims);
        Tensor y = Tensor.Allocate(result);
        Backend.Current.Extreme(x.Storage, x.Shape, maximum, y.Storage, kept);
        return Tape.Record(y, gradient =>
        {
            Tensor xGradient = Tensor.Allocate(x.Shape);
            Backend.Current.ExtremeGradient(x.Storage, x.Shape, y.Storage, gradient.Storage, kept, xGradient.Storage);
            x.Accumulate(xGradient);
        }, x);
    }

    private static int[] ArgExtreme(string operation, Tensor x, bool maximum)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank == 0 || x.Shape[-1] == 0) ThrowShape(operation, "the last axis has at least one element", x.Shape);
        var indices = new int[RowsOf(x.Shape)];
        Backend.Current.ArgExtreme(x.Storage, indices.Length, x.Shape[-1], maximum, indices);
        return indices;
    }
}
