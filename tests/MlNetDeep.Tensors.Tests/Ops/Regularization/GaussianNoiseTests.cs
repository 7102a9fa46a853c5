namespace MlNetDeep.Tensors.Tests;

public class GaussianNoiseTests
{
    [Fact]
    public void The_noise_has_the_deviation_and_the_gradient_passes()
    {
        Tensor x = Tensor.Full([200_000], 5);
        x.RequiresGrad = true;
        Tensor y = Ops.GaussianNoise(x, 0.5f, 1, 2);
        y.Backward(Tensor.Full(y.Shape, 3));
        double mean = y.ToArray().Average(v => (double)v);
        Assert.Equal(5, mean, 0.01);
        Assert.Equal(0.25, y.ToArray().Average(v => Math.Pow(v - mean, 2)), 0.01);
        Assert.All(x.Grad!.ToArray(), number => Assert.Equal(3, number));
    }

    [Fact]
    public void The_noise_is_a_function_of_seed_and_stream()
    {
        Tensor x = Tensor.Zeros([101]);
        Assert.Equal(Ops.GaussianNoise(x, 1, 1, 2).ToArray(), Ops.GaussianNoise(x, 1, 1, 2).ToArray());
        Assert.NotEqual(Ops.GaussianNoise(x, 1, 1, 2).ToArray(), Ops.GaussianNoise(x, 1, 1, 3).ToArray());
        Assert.Equal(x.ToArray(), Ops.GaussianNoise(x, 0, 1, 2).ToArray());
    }

    [Fact]
    public void The_range_is_checked()
    {
        Assert.Contains("-1", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.GaussianNoise(Tensor.Scalar(1), -1, 1, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ops.GaussianNoise(Tensor.Scalar(1), float.PositiveInfinity, 1, 1));
    }
}
