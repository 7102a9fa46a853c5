using MlNetDeep.TestSupport;

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
    public void Golden_numbers()
    {
        GoldenCase golden = Golden.Case("ops_rnn", "batched_matmul");
        Tensor a = golden.Input("a").ToTensor(true), b = golden.Input("b").ToTensor(true);
        Tensor output = Ops.MatMul(a, b);
        output.Backward(golden.Input("grad_output").ToTensor());
        golden.Check("output", golden.Output(), output.Span);
        golden.Check("gradient of a", golden.Gradient("a"), a.Grad!.Span);
        golden.Check("gradient of b", golden.Gradient("b"), b.Grad!.Span);
    }

    // Leading axes that are equal, missing or 1; each operand plain or stored transposed.
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Operands_broadcast_and_may_be_transposed(bool transposeA, bool transposeB)
    {
        (Shape A, Shape B, Shape Leading)[] cases = [([], [], []), ([2], [2], [2]), ([2, 1], [3], [2, 3]), ([], [4], [4]), ([3], [], [3]), ([1], [1], [1]), ([2, 0], [1], [2, 0])];
        foreach ((Shape leadingA, Shape leadingB, Shape leading) in cases)
        {
            Tensor a = GradientCheck.Random([.. leadingA, .. transposeA ? (int[])[5, 3] : [3, 5]], 1), b = GradientCheck.Random([.. leadingB, .. transposeB ? (int[])[4, 5] : [5, 4]], 2);
            Tensor y = Ops.MatMul(a, b, transposeA, transposeB);
            Assert.Equal<Shape>([.. leading, 3, 4], y.Shape);
            int batches = leading.Count, repeatA = a.Count == 0 ? 0 : a.Count / 15, repeatB = b.Count == 0 ? 0 : b.Count / 20;
            for (int batch = 0; batch < batches; batch++)
            {
                // The cases repeat the first operand along the last leading axis or the second along the first one.
                int fromA = repeatA == batches ? batch : repeatA == 1 ? 0 : batch / (batches / repeatA), fromB = repeatB == batches ? batch : batch % repeatB;
                for (int i = 0; i < 3; i++)
                {
                    for (int j = 0; j < 4; j++)
                    {
                        double sum = 0;
                        for (int k = 0; k < 5; k++)
                            sum += (double)a.Span[(fromA * 15) + (transposeA ? (k * 3) + i : (i * 5) + k)] * b.Span[(fromB * 20) + (transposeB ? (j * 5) + k : (k * 4) + j)];
                        Assert.Equal(sum, y.Span[(((batch * 3) + i) * 4) + j], 1e-5);
                    }
                }
            }
            if (y.Count > 0) GradientCheck.Run(() => Ops.MatMul(a, b, transposeA, transposeB), a, b);
        }
    }

    [Fact]
    public void Sums_over_nothing_are_zero() => Assert.Equal(new float[12], Ops.MatMul(Tensor.Zeros([2, 3, 0]), Tensor.Zeros([2, 0, 2])).ToArray());

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
        Assert.Contains("the last axis but one of the first, 2", Assert.Throws<ArgumentException>(() => Ops.MatMul(Tensor.Zeros([2, 3]), Tensor.Zeros([4, 5]), transposeA: true)).Message, StringComparison.Ordinal);
    }
}
