namespace MlNetDeep.Imaging.Tests;

/// <summary>Comparison of samples, and pictures to test with.</summary>
internal static class Pixels
{
    public static (int Largest, double Mean) Difference(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        Assert.Equal(a.Length, b.Length);
        int largest = 0;
        long sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            int difference = Math.Abs(a[i] - b[i]);
            largest = Math.Max(largest, difference);
            sum += difference;
        }
        return (largest, sum / (double)Math.Max(1, a.Length));
    }

    public static void AssertEqual(byte[] expected, ReadOnlySpan<byte> actual) => Assert.Equal(expected, actual.ToArray());

    /// <summary>A smooth picture with some noise.</summary>
    public static Image Synthetic(int width, int height, int channels, int seed = 1)
    {
        var image = new Image(width, height, channels);
        var random = new Random(seed);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                for (int c = 0; c < channels; c++)
                    image.Row(y)[x * channels + c] = (byte)Math.Clamp(128 + 90 * Math.Sin((x + 3 * c) / 5.0) * Math.Cos((y + c) / 7.0) + random.Next(-9, 10), 0, 255);
        return image;
    }
}
