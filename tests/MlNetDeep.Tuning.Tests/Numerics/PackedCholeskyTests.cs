using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning.Tests.Numerics;

public class PackedCholeskyTests
{
    // The lower triangle of [[4, 12, -16], [12, 37, -43], [-16, -43, 98]], whose factor is [[2], [6, 1], [-8, 5, 3]].
    private static readonly double[] s_matrix = [4, 12, 37, -16, -43, 98];

    [Fact]
    public void The_factor_is_that_of_the_textbook()
    {
        double[] factor = [.. s_matrix];
        Assert.True(PackedCholesky.TryFactor(factor, 3));
        Assert.Equal([2, 6, 1, -8, 5, 3], factor);
    }

    [Fact]
    public void The_inverse_times_the_matrix_is_the_identity()
    {
        double[] factor = [.. s_matrix], inverse = new double[6], precision = new double[6];
        PackedCholesky.TryFactor(factor, 3);
        PackedCholesky.Invert(factor, inverse, 3);
        PackedCholesky.InverseOf(inverse, precision, 3);
        double At(double[] packed, int i, int j) => packed[PackedCholesky.Length(Math.Max(i, j)) + Math.Min(i, j)];
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++)
                Assert.Equal(i == j ? 1 : 0, Enumerable.Range(0, 3).Sum(k => At(s_matrix, i, k) * At(precision, k, j)), 9);
    }

    [Fact]
    public void Products_with_vectors_are_those_of_plain_sums()
    {
        double[] triangle = [2, 6, 1, -8, 5, 3], result = new double[3];
        PackedCholesky.Multiply(triangle, [1, 2, 3], result);
        Assert.Equal([2, 8, 11], result);
        PackedCholesky.MultiplyTransposed(triangle, [1, 2, 3], result);
        Assert.Equal([2 + 12 - 24, 2 + 15, 9], result);
    }

    [Fact]
    public void A_matrix_that_rounding_made_indefinite_gets_what_it_needs()
    {
        double[] singular = [1, 1, 1], factor = new double[3];
        PackedCholesky.Factor(singular, factor, 2);
        Assert.InRange(factor[2], 1e-6, 1e-4);
        Assert.Contains("order 2", Assert.Throws<ArithmeticException>(() => PackedCholesky.Factor([1, 5, 1], factor, 2)).Message, StringComparison.Ordinal);
    }
}
