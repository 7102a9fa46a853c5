using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

/// <summary>What all layers of augmentation have in common.</summary>
public class AugmentationLayerTests
{
    public static TheoryData<Layer> Layers => new()
    {
        new RandomFlip2D(true, true),
        new RandomTranslation2D(0.3f, 0.3f),
        new RandomRotation2D(0.2f),
        new RandomZoom2D(0.4f) { WidthFactor = 0.2f },
        new RandomCrop2D(5, 4),
        new RandomBrightness2D(0.5f),
        new RandomContrast2D(0.5f),
        new RandomErasing2D(1),
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void Each_image_is_changed_by_itself_and_the_same_way_for_the_same_seed_and_step(Layer layer)
    {
        Tensor one = TestData.Random([1, 8, 7, 3], 1, 0.2f, 0.8f);
        Tensor input = Ops.Tile(one, 16, 1, 1, 1);
        float[] first = layer.Train(input).ToArray();
        Assert.Equal(first, layer.Train(input).ToArray());
        Assert.NotEqual(first, layer.Train(input, step: 1).ToArray());
        Assert.NotEqual(first, layer.Train(input, seed: 2).ToArray());
        Assert.True(first.Chunk(first.Length / 16).DistinctBy(image => string.Join(' ', image)).Count() >= 3, "the images of a batch were changed alike");
        // What happens to an image does not depend on how many follow it.
        Assert.Equal(first[..(first.Length / 16)], layer.Train(one).ToArray());
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Predictions_are_of_the_image_as_it_is(Layer layer)
    {
        Tensor input = TestData.Random([2, 8, 7, 3], 1);
        if (layer is RandomCrop2D) Assert.False(layer.IsIdentityInInference);
        else
        {
            Assert.Same(input, layer.Predict(input));
            Network prepared = Network.Sequential([8, 7, 3], [layer, new Flatten()]).ForInference().Network;
            Assert.Equal(["input", "flatten"], prepared.Layers.Select(entry => entry.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Only_images_are_taken(Layer layer) => layer.Refuses([8, 3], "expects [height, width, channels]; received [8, 3]");

    [Fact]
    public void Ranges_in_files_are_pairs()
    {
        string json = System.Text.Encoding.UTF8.GetString(NetworkJson.Write(Network.Sequential([8, 8, 3], [new RandomRotation2D(0.25f)])));
        string single = System.Text.RegularExpressions.Regex.Replace(json, @"""factor"": \[[^\]]*\]", "\"factor\": [1]");
        Assert.NotEqual(json, single);
        string message = Assert.Throws<InvalidDataException>(() => NetworkJson.Read(System.Text.Encoding.UTF8.GetBytes(single), "the file")).Message;
        Assert.Contains("a range is written [low, high]", message, StringComparison.Ordinal);
    }
}
