namespace MlNetDeep.Tensors.Tests;

public class MatMulTests
{
    [Fact]
    public void Central_differences()
    {
        Tensor a = GradientCheck.Random([2, 3, 4], 1), b = GradientCheck.Random([2, 4, 5], 2), matrix = GradientCheck.Random([4, 2], 3);
        GradientCheck.Run(() => Ops.MatMul(a, b), a, b);
        GradientCheck.Run(() => Ops.MatMul(a, matrix), a, matrix);
    }

    [Fact]
    public void Products_are_those_of_the_definition()
    {
        Tensor a = GradientCheck.Random([3, 7], 1), b = GradientCheck.Random([7, 5], 2), y = Ops.MatMul(a, b);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 5; j++)
            {
                double sum = 0;
                for (int k = 0; k < 7; k++) sum += (double)a.Span[(i * 7) + k] * b.Span[(k * 5) + j];
                Assert.Equal(sum, y.Span[(i * 5) + j], 1e-5);
            }
        }
    }

    [Fact]
    public void Errors_name_the_rule_and_both_shapes()
    {
        string message = Assert.Throws<ArgumentException>(() => Ops.MatMul(Tensor.Zeros([2, 3]), Tensor.Zeros([4, 5]))).Message;
        Assert.Contains("3, is the last but one of the second, 4", message, StringComparison.Ordinal);
        Assert.Contains("[2, 3], [4, 5]", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Ops.MatMul(Tensor.Zeros([3]), Tensor.Zeros([3, 5])));
        Assert.Throws<ArgumentException>(() => Ops.MatMul(Tensor.Zeros([2, 4, 3]), Tensor.Zeros([5, 3, 5])));
    }
}
