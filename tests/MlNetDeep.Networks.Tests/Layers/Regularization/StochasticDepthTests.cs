using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class StochasticDepthTests
{
    [Fact]
    public void A_sample_is_left_out_or_scaled_as_a_whole()
    {
        const int samples = 1000;
        Network network = Network.Sequential([2, 3], [new StochasticDepth(0.2f)]);
        float[] output = network.Forward(Tensor.Ones([samples, 2, 3]), new ForwardContext(Training: true, Seed: 7)).ToArray();
        int kept = 0;
        foreach (float[] sample in output.Chunk(6))
        {
            Assert.Single(sample.Distinct());
            Assert.Contains(sample[0], new[] { 0f, 1 / 0.8f });
            if (sample[0] > 0) kept++;
        }
        // Four standard deviations of a binomial with 1000 draws of 0.8.
        Assert.InRange(kept, 749, 851);
    }

    [Fact]
    public void Prediction_changes_nothing_and_its_plan_leaves_the_layer_out()
    {
        Network network = Network.Sequential([4, 4, 2], [new Conv2D(3, 3), new StochasticDepth(0.5f), new BatchNorm()]);
        Tensor x = TestData.Random([2, 4, 4, 2], 1);
        Network without = network.ForInference().Network;
        Assert.DoesNotContain(without.Layers, layer => layer.Layer is StochasticDepth);
        float[] expected = network.Predict(x).ToArray(), actual = without.Predict(x).ToArray();
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-5f));
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(-0.5f, "-0.5")]
    [InlineData(float.NaN, "NaN")]
    public void A_rate_out_of_range_is_refused(float rate, string text) => Assert.Contains(
        $"Rate must be in [0, 1), is {text}",
        Assert.Throws<ShapeException>(() => Network.Input([3]).Apply(new StochasticDepth(rate))).Message,
        StringComparison.Ordinal);
}
