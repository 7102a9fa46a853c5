using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class MomentsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Variances_do_not_cancel(float correction)
    {
        Tensor x = GradientCheck.Random([3, 5000], 1, 9_999, 10_001);
        float[] variances = Ops.Variance(x, [1], correction).ToArray(), deviations = Ops.StandardDeviation(x, [1], correction).ToArray();
        for (int row = 0; row < 3; row++)
        {
            double[] numbers = [.. x.Span.Slice(row * 5000, 5000).ToArray().Select(v => (double)v)];
            double mean = numbers.Average(), expected = numbers.Sum(v => (v - mean) * (v - mean)) / (5000 - correction);
            Assert.Equal(expected, variances[row], 1e-3 * expected);
            Assert.Equal(Math.Sqrt(expected), deviations[row], 1e-3 * expected);
        }
        Assert.Equal<Shape>([1, 5000], Ops.Variance(x, [0], keepDims: true).Shape);
        Assert.True(float.IsNaN(Ops.Variance(Tensor.Ones([1])).Item()));
    }

    [Fact]
    public void LogSumExp_neither_overflows_nor_loses_infinities()
    {
        Tensor x = Tensor.From([1000, 1000, -1000, -1000, float.NegativeInfinity, float.NegativeInfinity, float.PositiveInfinity, 0, float.NegativeInfinity, 3, float.NaN, 1], [6, 2]);
        float[] y = Ops.LogSumExp(x, [1]).ToArray();
        Assert.Equal([1000 + MathF.Log(2), -1000 + MathF.Log(2), float.NegativeInfinity, float.PositiveInfinity, 3, float.NaN], y);
        Assert.Equal(float.NegativeInfinity, Ops.LogSumExp(Tensor.Zeros([0])).Item());
        Assert.Equal<Shape>([2, 1], Ops.LogSumExp(Tensor.Zeros([2, 3]), [1], keepDims: true).Shape);
        Tensor logits = GradientCheck.Random([2, 5], 3);
        logits.RequiresGrad = true;
        Ops.Sum(Ops.LogSumExp(logits, [1])).Backward();
        float[] softmax = Ops.Softmax(logits.Detach()).ToArray();
        for (int i = 0; i < softmax.Length; i++) Assert.Equal(softmax[i], logits.Grad!.Span[i], 1e-6f);
    }

    [Fact]
    public void Norms()
    {
        Tensor x = Tensor.From([3, -4, 0, 0], [2, 2]);
        Assert.Equal([7, 0], Ops.Norm(x, 1, [1]).ToArray());
        Assert.Equal([5, 0], Ops.Norm(x, axes: [1]).ToArray());
        Assert.Equal([4, 0], Ops.Norm(x, float.PositiveInfinity, [1]).ToArray());
        Assert.Equal(MathF.Cbrt(27 + 64), Ops.Norm(x, 3).Item(), 1e-5f);
        x.RequiresGrad = true;
        Ops.Sum(Ops.Norm(x, axes: [1])).Backward();
        Assert.Equal([0.6f, -0.8f, 0, 0], x.Grad!.ToArray());
        Assert.Equal(0, Ops.Norm(Tensor.Zeros([0]), float.PositiveInfinity).Item());
        Assert.Contains("above 0, but is 0", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Norm(x, 0)).Message, StringComparison.Ordinal);
    }

    // Rows for several blocks and widths around those of the vectors.
    [Theory]
    [InlineData(100_001, 1)]
    [InlineData(40_000, 7)]
    [InlineData(9_000, 16)]
    [InlineData(40, 5_000)]
    public void Extremes_of_long_axes(int rows, int columns)
    {
        Tensor x = GradientCheck.Random([rows, columns], 5);
        float[] numbers = x.ToArray();
        Assert.Equal(Enumerable.Range(0, columns).Select(c => Enumerable.Range(0, rows).Max(r => numbers[(r * columns) + c])), Ops.Max(x, [0]).ToArray());
        Assert.Equal(Enumerable.Range(0, columns).Select(c => Enumerable.Range(0, rows).Min(r => numbers[(r * columns) + c])), Ops.Min(x, [0]).ToArray());
        Assert.Equal(numbers.Chunk(columns).Select(row => row.Min()), Ops.Min(x, [1]).ToArray());
        Assert.Equal(numbers.Chunk(columns).Select(row => Array.IndexOf(row, row.Min())), Ops.ArgMin(x));
        Assert.Equal(numbers.Chunk(columns).Select(row => Array.IndexOf(row, row.Max())), Ops.ArgMax(x));
    }

    [Fact]
    public void Smallest_numbers_treat_ties_NaN_and_nothing_like_the_largest()
    {
        Tensor x = Tensor.From([3, 1, 1, float.NaN, 2, 0], [2, 3]);
        x.RequiresGrad = true;
        Tensor y = Ops.Min(x, [1]);
        Assert.Equal([1, float.NaN], y.ToArray());
        y.Backward(Tensor.Ones([2]));
        Assert.Equal([0, 0.5f, 0.5f], x.Grad!.ToArray()[..3]);
        Assert.Equal(float.PositiveInfinity, Ops.Min(Tensor.Zeros([0])).Item());
        Assert.Equal([1, 0], Ops.ArgMin(x));
        Assert.StartsWith("ArgMin: ", Assert.Throws<ArgumentException>(() => Ops.ArgMin(Tensor.Zeros([3, 0]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Means_have_golden_numbers()
    {
        GoldenCase golden = Golden.Case("ops_rnn", "reduce_mean_hw");
        Tensor input = golden.Input("input").ToTensor(true), output = Ops.Mean(input, golden.Integers("axes"));
        output.Backward(golden.Input("grad_output").ToTensor());
        golden.Check("output", golden.Output(), output.Span);
        golden.Check("gradient", golden.Gradient("input"), input.Grad!.Span);
    }
}
