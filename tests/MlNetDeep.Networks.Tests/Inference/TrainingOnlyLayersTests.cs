using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

/// <summary>What does nothing in prediction is not part of a prepared network.</summary>
public class TrainingOnlyLayersTests
{
    [Fact]
    public void They_are_left_out_of_the_plan()
    {
        Network network = Network.Sequential([8, 8, 3],
        [
            new GaussianNoise(0.1f), new Conv2D(4, 3), new SpatialDropout2D(0.2f), new BatchNorm(), new GaussianDropout(0.1f),
            new Flatten(), new AlphaDropout(0.1f), new Dense(2),
        ]);
        Network prepared = network.ForInference().Network;
        Assert.Equal(["input", "conv2d", "batch_norm", "flatten", "dense"], prepared.Layers.Select(layer => layer.Name));
        Tensor batch = TestData.Random([3, 8, 8, 3], 1);
        float[] expected = network.Predict(batch).ToArray(), actual = prepared.Predict(batch).ToArray();
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5f);
    }
}
