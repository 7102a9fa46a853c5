using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class PhotometricAugmentationTests
{
    private static readonly Tensor s_images = TestData.Random([50, 6, 5, 2], 1, 0, 1);

    [Fact]
    public void Brightness_adds_one_number_to_an_image_and_clips()
    {
        Tensor brighter = new RandomBrightness2D(0.5f).Train(s_images), free = new RandomBrightness2D(0.5f) { ValueRange = null }.Train(s_images);
        var added = new List<float>();
        for (int n = 0; n < 50; n++)
        {
            float amount = free.Span[60 * n] - s_images.Span[60 * n];
            added.Add(amount);
            for (int i = 60 * n; i < 60 * n + 60; i++)
            {
                Assert.Equal(s_images.Span[i] + amount, free.Span[i], 1e-6f);
                Assert.Equal(Math.Clamp(s_images.Span[i] + amount, 0, 1), brighter.Span[i], 1e-6f);
            }
        }
        Assert.InRange(added.Min(), -0.5f, -0.35f);
        Assert.InRange(added.Max(), 0.35f, 0.5f);
    }

    [Fact]
    public void Brightness_is_a_share_of_the_range()
    {
        Tensor bytes = Tensor.Full([1, 2, 2, 1], 100);
        Assert.Equal([151, 151, 151, 151], new RandomBrightness2D((0.2f, 0.2f)) { ValueRange = (0, 255) }.Train(bytes).ToArray());
        Assert.Equal([255, 255, 255, 255], new RandomBrightness2D((1, 1)) { ValueRange = (0, 255) }.Train(bytes).ToArray());
    }

    [Fact]
    public void Contrast_keeps_the_mean_of_each_channel()
    {
        Tensor changed = new RandomContrast2D((0.5f, 0.5f)) { ValueRange = null }.Train(s_images), clipped = new RandomContrast2D((0.5f, 0.5f)).Train(s_images);
        for (int n = 0; n < 50; n++)
            for (int c = 0; c < 2; c++)
            {
                int[] channel = [.. Enumerable.Range(0, 30).Select(i => 60 * n + 2 * i + c)];
                double mean = channel.Average(i => s_images.Span[i]);
                foreach (int i in channel)
                {
                    double expected = (s_images.Span[i] - mean) * 1.5 + mean;
                    Assert.Equal(expected, changed.Span[i], 1e-5);
                    Assert.Equal(Math.Clamp(expected, 0, 1), clipped.Span[i], 1e-5);
                }
            }
    }

    [Fact]
    public void Erasing_overwrites_one_rectangle_of_some_images()
    {
        Tensor images = Tensor.Ones([200, 20, 16, 3]);
        Tensor erased = new RandomErasing2D { FillValue = [2, 3, 4] }.Train(images);
        int hit = 0;
        for (int n = 0; n < 200; n++)
        {
            (int Row, int Column)[] changed =
            [
                .. from row in Enumerable.Range(0, 20)
                   from column in Enumerable.Range(0, 16)
                   where erased.Span[((n * 20 + row) * 16 + column) * 3] != 1
                   select (row, column),
            ];
            if (changed.Length == 0) continue;
            hit++;
            int height = changed.Max(p => p.Row) - changed.Min(p => p.Row) + 1, width = changed.Max(p => p.Column) - changed.Min(p => p.Column) + 1;
            Assert.Equal(height * width, changed.Length);
            // Rounding both sides moves the area and the ratio a little out of their ranges.
            Assert.InRange(changed.Length / 320.0, 0.01, 0.40);
            Assert.InRange((double)height / width, 0.2, 5);
            foreach ((int row, int column) in changed) Assert.Equal([2, 3, 4], erased.Span.Slice(((n * 20 + row) * 16 + column) * 3, 3).ToArray());
        }
        Assert.InRange(hit, 70, 130);
        Assert.Equal(images.ToArray(), new RandomErasing2D(0).Train(images).ToArray());
    }

    [Fact]
    public void A_rectangle_that_does_not_fit_is_left_out()
    {
        Tensor images = Tensor.Ones([20, 4, 4, 1]);
        Assert.Equal(images.ToArray(), new RandomErasing2D(1) { Scale = (1, 1) }.Train(images).ToArray());
    }

    [Fact]
    public void What_they_cannot_take_is_refused()
    {
        Shape image = [6, 5, 3];
        new RandomBrightness2D(2).Refuses(image, "Factor must be a range within -1 to 1, is [-2, 2]");
        new RandomBrightness2D(0) { ValueRange = (1, 1) }.Refuses(image, "ValueRange must be finite and not empty, is [1, 1]");
        new RandomContrast2D(1.5f).Refuses(image, "Factor must be a range of at least -1, is [-1.5, 1.5]");
        new RandomContrast2D(0) { ValueRange = (0, float.NaN) }.Refuses(image, "ValueRange must be finite and not empty, is [0, NaN]");
        new RandomErasing2D(1.5f).Refuses(image, "Probability must be in [0, 1], is 1.5");
        new RandomErasing2D { Scale = (0, 0.5f) }.Refuses(image, "Scale must be a range above 0 and up to 1, is [0, 0.5]");
        new RandomErasing2D { Ratio = (2, 1) }.Refuses(image, "Ratio must be a finite range above 0, is [2, 1]");
        new RandomErasing2D { FillValue = [0, float.NaN, 0] }.Refuses(image, "FillValue must be finite, is [0, NaN, 0]");
        new RandomErasing2D { FillValue = [0, 1] }.Refuses(image, "expects 2 channels, one for each number of FillValue; received [6, 5, 3]");
    }
}
