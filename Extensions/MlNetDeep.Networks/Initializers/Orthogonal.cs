using MlNetDeep.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MlNetDeep.Networks;

/// <summary>
/// A random matrix with orthonormal rows or columns, whichever are fewer, times <see cref="Gain"/> (Saxe et al. 2013): it keeps the
/// length of signals through many steps, so recurrent kernels start with it. As text <c>orthogonal</c> or <c>orthogonal(1.4)</c>.
/// </summary>
/// <remarks>
/// As in Keras all axes but the last count as rows, and the matrix is the Q of a QR decomposition of normal numbers with the signs that
/// make R's diagonal positive, which makes all orthogonal matrices equally likely. For weights of two or more axes.
/// </remarks>
/// <param name="Gain">The factor, finite; 1 by default.</param>
public sealed record Orthogonal(float Gain = 1) : Initializer
{
    /// <summary>The factor, finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Gain { get; } = Finite(Gain, nameof(Gain));

    private protected override string Text => Gain == 1 ? "orthogonal" : NamedValue.Format("orthogonal", Gain);

    private protected override void Fill(Span<float> values, Shape shape, Philox random)
    {
        if (shape.Rank < 2) throw new ArgumentException($"the initializer {Text} is for weights of two or more axes; received {shape}");
        if (values.IsEmpty) return;
        int columns = shape[-1], rows = values.Length / columns;
        int vectors = Math.Min(rows, columns), length = Math.Max(rows, columns);
        random.Normal(values);
        var basis = new double[vectors][];
        for (int v = 0; v < vectors; v++)
        {
            basis[v] = new double[length];
            for (int i = 0; i < length; i++) basis[v][i] = values[v * length + i];
            Orthogonalize(basis, v);
        }
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                values[row * columns + column] = (float)(Gain * (rows < columns ? basis[row][column] : basis[column][row]));
    }

    // Modified Gram and Schmidt, whose R has a positive diagonal. In double precision what rounding leaves is far below a float's.
    private static void Orthogonalize(double[][] basis, int index)
    {
        Span<double> vector = basis[index];
        for (int before = 0; before < index; before++)
            TensorPrimitives.MultiplyAdd(basis[before], -TensorPrimitives.Dot<double>(basis[before], vector), vector, vector);
        TensorPrimitives.Divide(vector, Math.Sqrt(TensorPrimitives.SumOfSquares<double>(vector)), vector);
    }
}
