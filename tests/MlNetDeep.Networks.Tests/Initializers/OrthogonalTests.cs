using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class OrthogonalTests
{
    [Theory]
    [InlineData(new[] { 6, 6 }, 1)]
    [InlineData(new[] { 4, 16 }, 1)]
    [InlineData(new[] { 33, 5 }, 2.5f)]
    [InlineData(new[] { 3, 3, 4, 8 }, 0.5f)]
    [InlineData(new[] { 1, 7 }, 1)]
    [InlineData(new[] { 64, 256 }, 1)]
    public void Rows_or_columns_are_orthonormal(int[] shape, float gain)
    {
        Tensor weight = new Orthogonal(gain).Create(shape, 3, 1);
        int columns = shape[^1], rows = weight.Count / columns;
        Tensor matrix = weight.Reshape([rows, columns]);
        Tensor products = rows < columns ? Ops.MatMul(matrix, matrix, transposeB: true) : Ops.MatMul(matrix, matrix, transposeA: true);
        int size = Math.Min(rows, columns);
        for (int i = 0; i < products.Count; i++) Assert.Equal(i / size == i % size ? gain * gain : 0, products.Span[i], 1e-5f * gain * gain);
    }

    [Fact]
    public void Signs_are_those_of_a_positive_diagonal_of_R()
    {
        Tensor normal = new RandomNormal(1).Create([5, 5], 3, 1), basis = new Orthogonal().Create([5, 5], 3, 1);
        // The columns are made from the rows of the normal numbers: R = Q' A'.
        Tensor triangle = Ops.MatMul(basis, normal, transposeA: true, transposeB: true);
        for (int row = 0; row < 5; row++)
        {
            Assert.True(triangle.Span[row * 5 + row] > 0);
            for (int column = 0; column < row; column++) Assert.Equal(0, triangle.Span[row * 5 + column], 1e-5f);
        }
    }

    [Fact]
    public void Seed_and_place_decide()
    {
        TestData.AssertSameBits(new Orthogonal().Create([5, 5], 3, 4), new Orthogonal().Create([5, 5], 3, 4));
        Assert.NotEqual(new Orthogonal().Create([5, 5], 3, 4).ToArray(), new Orthogonal().Create([5, 5], 3, 5).ToArray());
    }

    [Fact]
    public void Nothing_to_fill_is_no_error() => Assert.Equal(0, new Orthogonal().Create([0, 4], 1, 1).Count);

    [Fact]
    public void A_vector_is_refused() => Assert.Contains(
        "the initializer orthogonal(2) is for weights of two or more axes; received [7]",
        Assert.Throws<ArgumentException>(() => new Orthogonal(2).Create([7], 1, 1)).Message,
        StringComparison.Ordinal);
}
