using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class NoiseLayerTests
{
    public static TheoryData<Layer, Shape> Layers => new()
    {
        { new Dropout(0.5f), [6] },
        { new SpatialDropout1D(0.5f), [3, 6] },
        { new SpatialDropout2D(0.5f), [2, 3, 6] },
        { new AlphaDropout(0.5f), [6] },
        { new GaussianNoise(0.5f), [6] },
        { new GaussianDropout(0.5f), [6] },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void Acts_in_training_only_and_differently_in_each_step(Layer layer, Shape shape)
    {
        Tensor input = TestData.Random([8, .. shape.Dimensions], 1, 1, 2);
        Assert.True(layer.IsIdentityInInference);
        Assert.Same(input, layer.Predict(input));
        float[] first = layer.Train(input).ToArray();
        Assert.NotEqual(input.ToArray(), first);
        Assert.Equal(first, layer.Train(input).ToArray());
        Assert.NotEqual(first, layer.Train(input, step: 1).ToArray());
        Assert.NotEqual(first, layer.Train(input, seed: 2).ToArray());
    }

    [Fact]
    public void A_rate_of_0_does_nothing()
    {
        Tensor input = TestData.Random([2, 3, 3, 4], 1), sequence = TestData.Random([2, 3, 4], 1);
        foreach (Layer layer in (Layer[])[new Dropout(0), new SpatialDropout2D(0), new AlphaDropout(0), new GaussianNoise(0), new GaussianDropout(0)])
            Assert.Same(input, layer.Train(input));
        Assert.Same(sequence, new SpatialDropout1D(0).Train(sequence));
    }

    [Fact]
    public void Spatial_dropout_drops_whole_channels()
    {
        Tensor output = new SpatialDropout2D(0.5f).Train(Tensor.Ones([10, 3, 2, 5]));
        int dropped = 0;
        for (int n = 0; n < 10; n++)
            for (int c = 0; c < 5; c++)
            {
                float[] channel = [.. Enumerable.Range(0, 6).Select(pixel => output.Span[(((n * 6) + pixel) * 5) + c]).Distinct()];
                Assert.Single(channel);
                Assert.Contains(channel[0], (float[])[0, 2]);
                if (channel[0] == 0) dropped++;
            }
        Assert.InRange(dropped, 12, 38);
    }

    [Fact]
    public void Alpha_dropout_keeps_mean_and_variance()
    {
        Tensor input = Tensor.Zeros([50_000]);
        new Philox(1, 1).Normal(input.Span);
        AssertMoments(new AlphaDropout(0.3f).Train(input), 0, 1);
    }

    [Fact]
    public void Gaussian_noise_has_its_standard_deviation() => AssertMoments(new GaussianNoise(0.5f).Train(Tensor.Full([50_000], 3)), 3, 0.5);

    // sqrt(0.2 / 0.8) = 0.5, and twice that for twos.
    [Fact]
    public void Gaussian_dropout_has_the_variance_of_dropout() => AssertMoments(new GaussianDropout(0.2f).Train(Tensor.Full([50_000], 2)), 2, 1);

    private static void AssertMoments(Tensor tensor, double mean, double deviation)
    {
        double average = tensor.ToArray().Average(v => (double)v);
        Assert.Equal(mean, average, 0.02);
        Assert.Equal(deviation, Math.Sqrt(tensor.ToArray().Average(v => (v - average) * (v - average))), 0.02);
    }

    [Fact]
    public void What_they_cannot_take_is_refused()
    {
        new SpatialDropout1D(1).Refuses([3, 4], "Rate must be in [0, 1), is 1");
        new SpatialDropout2D(-0.5f).Refuses([3, 3, 4], "Rate must be in [0, 1), is -0.5");
        new AlphaDropout(float.NaN).Refuses([3], "Rate must be in [0, 1), is NaN");
        new GaussianDropout(1).Refuses([3], "Rate must be in [0, 1), is 1");
        new GaussianNoise(-1).Refuses([3], "StandardDeviation must be finite and at least 0, is -1");
        new GaussianNoise(float.PositiveInfinity).Refuses([3], "StandardDeviation must be finite and at least 0, is Infinity");
        new SpatialDropout1D(0.5f).Refuses([3, 3, 4], "expects [length, channels]; received [3, 3, 4]");
        new SpatialDropout2D(0.5f).Refuses([3, 4], "expects [height, width, channels]; received [3, 4]");
    }
}
