namespace MlNetDeep.Tensors.Tests;

public class SpatialDropoutTests
{
    [Theory]
    [InlineData(3, 7, 1, 5)]
    [InlineData(2, 4, 5, 17)]
    [InlineData(1, 9, 9, 1)]
    public void A_channel_of_a_sample_is_decided_by_one_number_of_the_generator(int samples, int height, int width, int channels)
    {
        Shape shape = width == 1 ? [samples, height, channels] : [samples, height, width, channels];
        Tensor x = GradientCheck.Random(shape, 1);
        x.RequiresGrad = true;
        Tensor y = Ops.SpatialDropout(x, 0.25f, 4, 9);
        y.Backward(Tensor.Ones(shape));
        var random = new Philox(4, 9);
        for (int i = 0; i < x.Count; i++)
        {
            int sample = i / channels / width / height;
            float factor = random.UInt32((ulong)((sample * channels) + (i % channels))) >= 0x40000000 ? 1 / 0.75f : 0;
            Assert.Equal(x.Span[i] * factor, y.Span[i]);
            Assert.Equal(factor, x.Grad!.Span[i]);
        }
    }

    [Fact]
    public void The_expectation_stays()
    {
        float[] y = Ops.SpatialDropout(Tensor.Ones([100, 2, 3, 200]), 0.3f, 1, 2).ToArray();
        Assert.Equal(1, y.Average(v => (double)v), 0.02);
        Assert.Equal(0.3, y.Count(v => v == 0) / (double)y.Length, 0.02);
    }

    [Fact]
    public void Rate_zero_keeps_all_and_rate_one_nothing()
    {
        Tensor x = GradientCheck.Random([2, 3, 4], 1);
        x.RequiresGrad = true;
        Assert.Equal(x.ToArray(), Ops.SpatialDropout(x, 0, 1, 1).ToArray());
        Tensor y = Ops.SpatialDropout(x, 1, 1, 1);
        y.Backward(Tensor.Ones(y.Shape));
        Assert.All(y.ToArray(), number => Assert.Equal(0, number));
        Assert.All(x.Grad!.ToArray(), number => Assert.Equal(0, number));
    }

    [Fact]
    public void Errors_name_the_rule_and_what_was_received()
    {
        Assert.Contains("at least three axes; received shape [3, 4]", Assert.Throws<ArgumentException>(() => Ops.SpatialDropout(Tensor.Zeros([3, 4]), 0.5f, 1, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("-0.5", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.SpatialDropout(Tensor.Zeros([3, 4, 5]), -0.5f, 1, 1)).Message, StringComparison.Ordinal);
    }
}
