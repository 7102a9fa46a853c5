using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class GeometricAugmentationTests
{
    private static readonly Tensor s_images = TestData.Random([40, 6, 5, 2], 1);

    private static float[][] Samples(Tensor images) => [.. images.ToArray().Chunk(images.Count / images.Shape[0])];

    [Fact]
    public void Flips_mirror_about_half_of_the_images_each_way()
    {
        float[][] before = Samples(s_images), flippedX = Samples(Ops.Flip(s_images, 2)), flippedY = Samples(Ops.Flip(s_images, 1)), flippedBoth = Samples(Ops.Flip(s_images, 1, 2));
        float[][] horizontal = Samples(new RandomFlip2D().Train(s_images)), vertical = Samples(new RandomFlip2D(false, true).Train(s_images)), both = Samples(new RandomFlip2D(true, true).Train(s_images));
        int mirrored = 0;
        var kinds = new HashSet<int>();
        for (int n = 0; n < 40; n++)
        {
            bool across = horizontal[n].SequenceEqual(flippedX[n]), down = vertical[n].SequenceEqual(flippedY[n]);
            if (!across) Assert.Equal(before[n], horizontal[n]);
            if (!down) Assert.Equal(before[n], vertical[n]);
            float[] expected = across ? down ? flippedBoth[n] : flippedX[n] : down ? flippedY[n] : before[n];
            Assert.Equal(expected, both[n]);
            if (across) mirrored++;
            kinds.Add((across ? 1 : 0) + (down ? 2 : 0));
        }
        Assert.InRange(mirrored, 10, 30);
        Assert.Equal(4, kinds.Count);
        Assert.Equal(s_images.ToArray(), new RandomFlip2D(false).Train(s_images).ToArray());
    }

    [Fact]
    public void Translations_go_down_and_to_the_right()
    {
        // Shares of exactly one row of six and two columns of five.
        var layer = new RandomTranslation2D((1 / 6f, 1 / 6f), (0.4f, 0.4f)) { FillMode = FillMode.Constant, FillValue = 7 };
        Tensor moved = layer.Train(s_images);
        for (int i = 0; i < moved.Count; i++)
        {
            int row = i / 10 % 6, column = i / 2 % 5;
            Assert.Equal(row < 1 || column < 2 ? 7 : s_images.Span[i - 10 - 4], moved.Span[i], 1e-5f);
        }
        Tensor back = new RandomTranslation2D((-1 / 6f, -1 / 6f), (-0.4f, -0.4f)).Train(s_images);
        Assert.Equal(s_images.Span[10 + 4], back.Span[0], 1e-5f);
    }

    [Theory]
    [InlineData(FillMode.Reflect, 0)]
    [InlineData(FillMode.Nearest, 0)]
    [InlineData(FillMode.Wrap, 5)]
    [InlineData(FillMode.Constant, -1)]
    public void What_comes_in_follows_the_mode(FillMode mode, int row)
    {
        Tensor moved = new RandomTranslation2D((1 / 6f, 1 / 6f), 0) { FillMode = mode }.Train(s_images);
        for (int i = 0; i < 10; i++) Assert.Equal(row < 0 ? 0 : s_images.Span[row * 10 + i], moved.Span[i], 1e-5f);
    }

    [Fact]
    public void A_quarter_turn_is_counterclockwise()
    {
        Tensor image = Tensor.From([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
        float[] turned = new RandomRotation2D((0.25f, 0.25f)) { Sampling = SamplingMode.Nearest }.Train(image).ToArray();
        Assert.Equal([3, 6, 9, 2, 5, 8, 1, 4, 7], turned);
        float[] smooth = new RandomRotation2D((-0.25f, -0.25f)).Train(image).ToArray();
        float[] expected = [7, 4, 1, 8, 5, 2, 9, 6, 3];
        for (int i = 0; i < 9; i++) Assert.Equal(expected[i], smooth[i], 1e-4f);
    }

    [Fact]
    public void Angles_are_spread_over_the_range()
    {
        // A ramp from left to right turned about its centre by an angle a has the slope cos a there.
        Tensor ramp = Tensor.Zeros([200, 3, 3, 1]);
        for (int i = 0; i < ramp.Count; i++) ramp.Span[i] = i % 3;
        float[][] turned = Samples(new RandomRotation2D(0.25f) { FillMode = FillMode.Nearest }.Train(ramp));
        double[] down = [.. turned.Select(image => (double)(image[7] - image[1]) / 2)];
        Assert.InRange(down.Min(), -1, -0.9);
        Assert.InRange(down.Max(), 0.9, 1);
        Assert.InRange(down.Average(), -0.15, 0.15);
    }

    [Fact]
    public void Positive_factors_zoom_out_and_negative_ones_in()
    {
        Tensor ramp = Tensor.Zeros([1, 9, 9, 1]);
        for (int i = 0; i < 81; i++) ramp.Span[i] = i % 9 + 10 * (i / 9);
        Tensor wide = new RandomZoom2D((1, 1)) { FillMode = FillMode.Constant, FillValue = -1 }.Train(ramp);
        Tensor narrow = new RandomZoom2D((-0.5f, -0.5f)).Train(ramp);
        Tensor across = new RandomZoom2D(0) { WidthFactor = (-0.5f, -0.5f) }.Train(ramp);
        for (int row = 0; row < 9; row++)
            for (int column = 0; column < 9; column++)
            {
                int x = column - 4, y = row - 4, at = 9 * row + column;
                bool inside = Math.Abs(x) <= 2 && Math.Abs(y) <= 2;
                Assert.Equal(inside ? 4 + 2 * x + 10 * (4 + 2 * y) : -1, wide.Span[at], 1e-4f);
                Assert.Equal(4 + 0.5f * x + 10 * (4 + 0.5f * y), narrow.Span[at], 1e-4f);
                Assert.Equal(4 + 0.5f * x + 10 * row, across.Span[at], 1e-4f);
            }
    }

    [Fact]
    public void Crops_are_windows_of_the_image_at_all_places()
    {
        Tensor image = Tensor.From([.. Enumerable.Range(0, 30).Select(i => (float)i)], [1, 6, 5, 1]);
        var layer = new RandomCrop2D(4, 4);
        var places = new HashSet<float>();
        foreach (float[] window in Samples(layer.Train(Ops.Tile(image, 100, 1, 1, 1))))
        {
            places.Add(window[0]);
            Assert.Equal(Enumerable.Range(0, 16).Select(i => window[0] + 5 * (i / 4) + i % 4), window);
        }
        Assert.Equal([0, 1, 5, 6, 10, 11], places.Order());
        // Of an odd rest the smaller half is left out before the window, as in Keras.
        Assert.Equal(5, layer.Predict(image).Span[0]);
        Assert.Same(image, new RandomCrop2D(6, 5).Train(image));
    }

    [Fact]
    public void What_they_cannot_take_is_refused()
    {
        Shape image = [6, 5, 3];
        new RandomTranslation2D(1.5f, 0).Refuses(image, "HeightFactor must be a range within -1 to 1, is [-1.5, 1.5]");
        new RandomTranslation2D(0, (0.5f, 0.2f)).Refuses(image, "WidthFactor must be a range within -1 to 1, is [0.5, 0.2]");
        new RandomTranslation2D(0, 0) { FillValue = float.NaN }.Refuses(image, "FillValue must be finite, is NaN");
        new RandomRotation2D(float.PositiveInfinity).Refuses(image, "Factor must be a finite range, is [-Infinity, Infinity]");
        new RandomRotation2D(0) { FillValue = float.NegativeInfinity }.Refuses(image, "FillValue must be finite, is -Infinity");
        new RandomZoom2D(1).Refuses(image, "HeightFactor must be a range above -1, is [-1, 1]");
        new RandomZoom2D(0) { WidthFactor = (-2, 1) }.Refuses(image, "WidthFactor must be a range above -1, is [-2, 1]");
        new RandomZoom2D(0) { FillValue = float.NaN }.Refuses(image, "FillValue must be finite, is NaN");
        new RandomCrop2D(0, 4).Refuses(image, "Height must be at least 1, is 0");
        new RandomCrop2D(4, -1).Refuses(image, "Width must be at least 1, is -1");
        new RandomCrop2D(4, 6).Refuses(image, "expects images of at least 4 x 6; received [6, 5, 3]");
    }
}
