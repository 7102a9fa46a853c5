using System.Text.Json;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Imaging.Tests.Resampling;

public class ResamplerTests
{
    [Theory]
    [InlineData(16, 16)]
    [InlineData(7, 33)]
    [InlineData(50, 13)]
    [InlineData(99, 80)]
    public void Bilinear_is_within_one_step_of_pillow(int width, int height)
    {
        // Pillow rounds to bytes between the two directions; we round once.
        Image image = Image.Load(Repository.Golden("imaging", "resize.png")).Resize(width, height);
        Assert.InRange(Pixels.Difference(image.Pixels, File.ReadAllBytes(Repository.Golden("imaging", $"resize_{width}x{height}.raw"))).Largest, 0, 1);
    }

    [Fact]
    public void Plain_bilinear_and_nearest_equal_pytorch()
    {
        using JsonDocument topic = JsonDocument.Parse(File.ReadAllBytes(Repository.Golden("imaging", "ops_resize.json")));
        int count = 0;
        foreach (JsonElement c in topic.RootElement.EnumerateArray())
        {
            Interpolation interpolation = c.GetProperty("op").GetString() == "nearest" ? Interpolation.Nearest : Interpolation.BilinearNoAntialias;
            float[] input = Floats(c.GetProperty("input")), expected = Floats(c.GetProperty("output"));
            int[] from = Ints(c.GetProperty("input_shape")), to = Ints(c.GetProperty("output_shape"));
            float[] actual = Resize(input, (from[0], from[1], from[2]), (to[0], to[1]), interpolation);
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < actual.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5f);
            count++;
        }
        Assert.Equal(12, count);
    }

    [Theory]
    [InlineData(Interpolation.Bilinear)]
    [InlineData(Interpolation.BilinearNoAntialias)]
    [InlineData(Interpolation.Nearest)]
    public void Bytes_equal_rounded_floats(Interpolation interpolation)
    {
        foreach ((int width, int height, int channels) in new[] { (37, 20, 3), (64, 11, 1), (5, 70, 4), (1, 1, 3) })
        {
            Image image = Pixels.Synthetic(width, height, channels);
            float[] floats = [.. image.Pixels.ToArray().Select(b => (float)b)];
            foreach ((int w, int h) in new[] { (11, 9), (100, 3), (1, 1), (width, height) })
            {
                float[] expected = Resize(floats, (height, width, channels), (h, w), interpolation);
                Assert.Equal(expected.Select(v => (byte)(Math.Min(v, 255) + 0.5f)), image.Resize(w, h, interpolation).Pixels.ToArray());
            }
            Assert.Equal(image.Pixels, image.Resize(width, height, interpolation).Pixels);
        }
    }

    [Theory]
    [InlineData(Interpolation.Bilinear)]
    [InlineData(Interpolation.BilinearNoAntialias)]
    [InlineData(Interpolation.Nearest)]
    public void A_constant_picture_stays_constant(Interpolation interpolation)
    {
        var image = new Image(31, 17, 3);
        image.Pixels.Fill(255);
        foreach ((int w, int h) in new[] { (8, 8), (100, 3), (1, 1), (33, 50) })
            Assert.Equal(-1, image.Resize(w, h, interpolation).Pixels.IndexOfAnyExcept((byte)255));
    }

    [Fact]
    public void Wrong_sizes_are_refused()
    {
        var image = new Image(2, 2, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Resize(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Resize(1, 1, (Interpolation)9));
    }

    /// <summary>The plain twin: every new sample is the weighted sum of old ones.</summary>
    private static float[] Resize(float[] source, (int Height, int Width, int Channels) shape, (int Height, int Width) newSize, Interpolation interpolation)
    {
        ResampleWeights horizontal = new(shape.Width, newSize.Width, interpolation), vertical = new(shape.Height, newSize.Height, interpolation);
        var result = new float[newSize.Height * newSize.Width * shape.Channels];
        for (int i = 0; i < result.Length; i++)
        {
            int c = i % shape.Channels, x = i / shape.Channels % newSize.Width, y = i / shape.Channels / newSize.Width;
            ReadOnlySpan<float> across = horizontal.Weights(x), down = vertical.Weights(y);
            for (int h = 0; h < across.Length; h++)
            {
                float column = 0;
                for (int v = 0; v < down.Length; v++)
                    column += source[((vertical.Start(y) + v) * shape.Width + horizontal.Start(x) + h) * shape.Channels + c] * down[v];
                result[i] += column * across[h];
            }
        }
        return result;
    }

    private static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetSingle())];

    private static int[] Ints(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetInt32())];
}
