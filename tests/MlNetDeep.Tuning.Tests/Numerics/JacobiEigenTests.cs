using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning.Tests.Numerics;

public class JacobiEigenTests
{
    [Fact]
    public void A_two_by_two_matrix_has_the_eigenvalues_of_hand_calculation()
    {
        (double[] values, double[,] vectors) = JacobiEigen.Decompose(new double[,] { { 2, 1 }, { 1, 2 } });
        Assert.Equal([1, 3], values.Order().Select(value => Math.Round(value, 14)));
        for (int k = 0; k < 2; k++) Assert.Equal(Math.Sqrt(0.5), Math.Abs(vectors[0, k]), 14);
    }

    [Fact]
    public void Vectors_times_values_times_vectors_is_the_matrix() => Prop.ForAll<int, byte>((seed, size) => Check(seed, 1 + size % 12)).QuickCheckThrowOnFailure();

    private static void Check(int seed, int n)
    {
        double[,] matrix = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++) matrix[i, j] = matrix[j, i] = CounterRandom.Uniform(seed, i, "matrix", j) - 0.5;
        (double[] values, double[,] vectors) = JacobiEigen.Decompose(matrix);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
            {
                Assert.Equal(matrix[i, j], Enumerable.Range(0, n).Sum(k => vectors[i, k] * values[k] * vectors[j, k]), 1e-12);
                Assert.Equal(i == j ? 1 : 0, Enumerable.Range(0, n).Sum(k => vectors[k, i] * vectors[k, j]), 1e-12);
            }
    }
}
