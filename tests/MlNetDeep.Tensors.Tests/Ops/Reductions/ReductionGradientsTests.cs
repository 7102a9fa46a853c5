namespace MlNetDeep.Tensors.Tests;

/// <summary>Gradients where the derivative of a part of the formula is infinite. What is expected there is what PyTorch 1.13 gives.</summary>
public class ReductionGradientsTests
{
    [Fact]
    public void The_standard_deviation_of_equal_numbers_passes_no_gradient()
    {
        Tensor x = Leaf([2, 2, 2, 1, 2, 4]);
        Ops.Sum(Ops.StandardDeviation(x, [1])).Backward();
        Assert.Equal([0, 0, 0], x.Grad!.ToArray()[..3]);
        // (x - mean) / (2 * deviation), with mean 7 / 3 and variance 7 / 3.
        double deviation = Math.Sqrt(7 / 3.0);
        for (int i = 0; i < 3; i++) Assert.Equal((x.Span[3 + i] - (7 / 3.0)) / (2 * deviation), x.Grad.Span[3 + i], 1e-6);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(1)]
    [InlineData(1.5f)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(float.PositiveInfinity)]
    public void The_norm_of_zeros_passes_no_gradient(float order)
    {
        Tensor x = Leaf([0, 0, 0, 3, 0, 0]);
        Ops.Sum(Ops.Norm(x, order, [1])).Backward();
        float[] gradient = x.Grad!.ToArray();
        Assert.Equal([0, 0, 0, 0, 0], [.. gradient[..3], .. gradient[4..]]);
        Assert.Equal(1, gradient[3], 1e-6f);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(1.5f)]
    [InlineData(3)]
    public void Norms_of_any_order_have_gradients(float order)
    {
        Tensor x = Tensor.From([0.5f, -0.75f, 1, -1.25f, 0.8f, 0.6f], [2, 3]);
        GradientCheck.Run(1e-3f, 1e-2f, () => Ops.Norm(x, order, [0]), x);
        GradientCheck.Run(1e-3f, 1e-2f, () => Ops.Norm(x, order, [1], keepDims: true), x);
    }

    [Fact]
    public void Elements_of_minus_infinity_have_no_share_in_the_gradient_of_LogSumExp()
    {
        Tensor x = Leaf([float.NegativeInfinity, 1, 1, float.NegativeInfinity, float.NegativeInfinity, 0]);
        Ops.Sum(Ops.LogSumExp(x, [1])).Backward();
        Assert.Equal([0, 0.5f, 0.5f, 0, 0, 1], x.Grad!.ToArray());
    }

    private static Tensor Leaf(ReadOnlySpan<float> numbers)
    {
        Tensor x = Tensor.From(numbers, [2, 3]);
        x.RequiresGrad = true;
        return x;
    }
}
