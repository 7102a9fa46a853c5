using System.Text.Json;
using MlNetDeep.Networks;

namespace MlNetDeep.Vision.Tests.Datasets;

public class ImageDatasetTests
{
    private static readonly ImageAugmentation Everything = new()
    {
        VerticalFlip = true,
        Shift = 0.2f,
        Scale = (0.8f, 1.3f),
        Rotation = 20,
        Brightness = 0.2f,
        Contrast = 0.3f,
        Saturation = 0.4f,
        Erase = 0.3f,
    };

    [Fact]
    public void Normalization_gives_mean_zero_and_deviation_one()
    {
        ImageSet images = Random(count: 50, channels: 3);
        ImageNormalization normalization = ImageNormalization.Of(images);
        var values = new float[images.Pixels.Length];
        normalization.Apply(images.Pixels, values);
        for (int c = 0; c < 3; c++)
        {
            double[] channel = [.. values.Where((_, i) => i % 3 == c).Select(v => (double)v)];
            Assert.Equal(0, channel.Average(), 1e-4);
            Assert.Equal(1, Math.Sqrt(channel.Average(v => v * v)), 1e-4);
        }
    }

    [Fact]
    public void A_constant_channel_is_not_scaled()
    {
        var images = new ImageSet([51, 51], [2, 1, 1, 1], [0, 0], ["a"]);
        ImageNormalization normalization = ImageNormalization.Of(images);
        Assert.Equal([0.2f], normalization.Mean);
        Assert.Equal([1f], normalization.StandardDeviation);
        Assert.Equal(normalization, new ImageNormalization([0.2f], [1f]));
    }

    [Fact]
    public void Without_training_samples_are_normalized_only()
    {
        ImageSet images = Random(count: 7, channels: 3);
        var dataset = new ImageDataset(images, ImageNormalization.Of(images), Everything);
        Batch batch = dataset.CreateBatch(2);
        dataset.Load([5, 2], new LoadContext(Training: false), batch);
        var expected = new float[images.PixelsOf(0).Length];
        dataset.Normalization.Apply(images.PixelsOf(2), expected);
        Assert.Equal([2, 10, 12, 3], batch.Inputs[0].Shape.ToArray());
        Assert.Equal(expected, batch.Inputs[0].Span[expected.Length..].ToArray());
        Assert.Equal([images.Labels[5], images.Labels[2]], batch.Labels!);
    }

    [Fact]
    public void Augmentation_depends_on_seed_epoch_and_sample_alone()
    {
        ImageSet images = Random(count: 9, channels: 3);
        var dataset = new ImageDataset(images, ImageNormalization.Of(images), Everything);
        float[] sample = Load(dataset, [4], new LoadContext(true, 7, 3));
        float[] others = Load(dataset, [8, 4, 1], new LoadContext(true, 7, 3));
        Assert.Equal(sample, others[sample.Length..(2 * sample.Length)]);
        Assert.NotEqual(sample, Load(dataset, [4], new LoadContext(true, 8, 3)));
        Assert.NotEqual(sample, Load(dataset, [4], new LoadContext(true, 7, 4)));
        Assert.All(others, v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public void Augmentation_that_does_nothing_equals_none()
    {
        ImageSet images = Random(count: 3, channels: 1);
        var plain = new ImageDataset(images, ImageNormalization.Of(images));
        var idle = new ImageDataset(images, plain.Normalization, new ImageAugmentation { HorizontalFlip = false, Further = [new RandomShift(0), new RandomRotation(0)] });
        float[] expected = Load(plain, [0, 1, 2], new LoadContext(true, 1, 1)), actual = Load(idle, [0, 1, 2], new LoadContext(true, 1, 1));
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5f);
    }

    [Theory]
    [InlineData(new float[] { }, new float[] { }, "0 and 0")]
    [InlineData(new[] { 0f, 0 }, new[] { 1f }, "2 and 1")]
    [InlineData(new[] { 0, float.NaN }, new[] { 1f, 1 }, "0, NaN")]
    [InlineData(new[] { 0f, 0 }, new[] { 0.5f, 0 }, "0.5, 0")]
    [InlineData(new[] { 0f }, new[] { -1f }, "-1")]
    [InlineData(new[] { 0f }, new[] { float.PositiveInfinity }, "Infinity")]
    public void A_normalization_of_impossible_numbers_is_refused_with_them(float[] mean, float[] deviation, string text) =>
        Assert.Contains(text, Assert.Throws<ArgumentException>(() => new ImageNormalization(mean, deviation)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_normalization_goes_through_json()
    {
        var normalization = new ImageNormalization([0.1f, 0.2f], [0.3f, 0.4f]);
        string json = JsonSerializer.Serialize(normalization);
        Assert.Equal("""{"Mean":[0.1,0.2],"StandardDeviation":[0.3,0.4]}""", json);
        Assert.Equal(normalization, JsonSerializer.Deserialize<ImageNormalization>(json));
    }

    [Fact]
    public void Normalizing_allocates_nothing()
    {
        var normalization = new ImageNormalization([0.1f, 0.2f, 0.3f], [0.3f, 0.4f, 0.5f]);
        byte[] pixels = new byte[12];
        float[] values = new float[12];
        normalization.Apply(pixels, values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) normalization.Apply(pixels, values);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_normalization_for_other_channels_is_refused()
    {
        ImageSet images = Random(count: 3, channels: 1);
        string message = Assert.Throws<ArgumentException>(() => new ImageDataset(images, new ImageNormalization([0, 0, 0], [1, 1, 1]))).Message;
        Assert.Contains("1 channels", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageDataset(images, ImageNormalization.Of(images), new ImageAugmentation { Shift = 2 }));
    }

    private static float[] Load(ImageDataset dataset, int[] indices, LoadContext context)
    {
        Batch batch = dataset.CreateBatch(indices.Length);
        dataset.Load(indices, context, batch);
        return batch.Inputs[0].ToArray();
    }

    private static ImageSet Random(int count, int channels)
    {
        var pixels = new byte[count * 10 * 12 * channels];
        new Random(3).NextBytes(pixels);
        return new ImageSet(pixels, [count, 10, 12, channels], [.. Enumerable.Range(0, count).Select(i => i % 3)], ["a", "b", "c"]);
    }
}
