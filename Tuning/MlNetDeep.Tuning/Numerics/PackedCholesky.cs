using System.Numerics.Tensors;

namespace MlNetDeep.Tuning.Numerics;

/// <summary>
/// The Cholesky factor of a symmetric positive definite matrix and its inverse. Matrices hold their lower triangle row by row
/// without gaps, so that every inner loop runs over contiguous memory: element (i, j) is at i (i + 1) / 2 + j.
/// </summary>
internal static class PackedCholesky
{
    private const double FirstJitter = 1e-10, LastJitter = 1e-2;

    public static int Length(int n) => n * (n + 1) / 2;

    public static Span<double> Row(Span<double> matrix, int row) => matrix.Slice(Length(row), row + 1);

    public static ReadOnlySpan<double> Row(ReadOnlySpan<double> matrix, int row) => matrix.Slice(Length(row), row + 1);

    /// <summary>Replaces a matrix by its factor L with L Lᵀ = A. False, with the matrix in an undefined state, when it is not positive definite.</summary>
    public static bool TryFactor(Span<double> matrix, int n)
    {
        for (int i = 0; i < n; i++)
        {
            Span<double> row = Row(matrix, i);
            for (int j = 0; j < i; j++)
            {
                Span<double> other = Row(matrix, j);
                row[j] = (row[j] - TensorPrimitives.Dot<double>(row[..j], other[..j])) / other[j];
            }
            double pivot = row[i] - TensorPrimitives.Dot<double>(row[..i], row[..i]);
            if (!(pivot > 0) || double.IsInfinity(pivot)) return false;
            row[i] = Math.Sqrt(pivot);
        }
        return true;
    }

    /// <summary>Factors a matrix, with as little as works added to its diagonal where rounding made it indefinite.</summary>
    /// <exception cref="ArithmeticException">The matrix is far from positive definite.</exception>
    public static void Factor(ReadOnlySpan<double> matrix, Span<double> factor, int n)
    {
        double mean = 0;
        for (int i = 0; i < n; i++) mean += matrix[Length(i) + i] / n;
        for (double jitter = 0; jitter <= LastJitter; jitter = jitter == 0 ? FirstJitter : 10 * jitter)
        {
            matrix[..Length(n)].CopyTo(factor);
            for (int i = 0; i < n; i++) factor[Length(i) + i] += jitter * mean;
            if (TryFactor(factor, n)) return;
        }
        throw new ArithmeticException(FormattableString.Invariant($"a matrix of order {n} must be positive definite, but is not even with {LastJitter} of its mean diagonal added"));
    }

    /// <summary>The inverse of a factor, again a lower triangle.</summary>
    public static void Invert(ReadOnlySpan<double> factor, Span<double> inverse, int n)
    {
        for (int i = 0; i < n; i++) InvertRow(factor, inverse, i);
    }

    /// <summary>The inverse of the whole matrix from the inverse of its factor: L⁻ᵀ L⁻¹.</summary>
    public static void InverseOf(ReadOnlySpan<double> inverseFactor, Span<double> inverse, int n)
    {
        inverse[..Length(n)].Clear();
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> row = Row(inverseFactor, i);
            for (int j = 0; j <= i; j++)
            {
                Span<double> target = Row(inverse, j);
                TensorPrimitives.MultiplyAdd(row[..(j + 1)], row[j], target, target);
            }
        }
    }

    /// <summary>The product of a lower triangle with a vector.</summary>
    public static void Multiply(ReadOnlySpan<double> matrix, ReadOnlySpan<double> vector, Span<double> result)
    {
        for (int i = 0; i < vector.Length; i++) result[i] = TensorPrimitives.Dot(Row(matrix, i), vector[..(i + 1)]);
    }

    /// <summary>The product of the transpose of a lower triangle with a vector.</summary>
    public static void MultiplyTransposed(ReadOnlySpan<double> matrix, ReadOnlySpan<double> vector, Span<double> result)
    {
        result[..vector.Length].Clear();
        for (int i = 0; i < vector.Length; i++)
        {
            Span<double> target = result[..(i + 1)];
            TensorPrimitives.MultiplyAdd(Row(matrix, i), vector[i], target, target);
        }
    }

    private static void InvertRow(ReadOnlySpan<double> factor, Span<double> inverse, int i)
    {
        ReadOnlySpan<double> row = Row(factor, i);
        Span<double> target = Row(inverse, i);
        target.Clear();
        for (int j = 0; j < i; j++)
        {
            Span<double> part = target[..(j + 1)];
            TensorPrimitives.MultiplyAdd(Row(inverse, j), row[j], part, part);
        }
        TensorPrimitives.Multiply(target[..i], -1 / row[i], target[..i]);
        target[i] = 1 / row[i];
    }
}
