using Microsoft.ML.Data;

namespace EmbeddedMLNet.Images.Tests;

public sealed class MLImageTests
{
    [Fact]
    public void Pixels_are_copied_and_told_in_their_format()
    {
        byte[] pixels = [1, 2, 3, 4, 5, 6, 7, 8];
        MLImage image = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Rgba32, pixels);
        pixels[0] = 99;
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], image.Pixels.ToArray());
        Assert.Equal([3, 2, 1, 7, 6, 5], image.GetBGRPixels);
        Assert.Equal((2, 1, 32, MLPixelFormat.Rgba32), (image.Width, image.Height, image.BitsPerPixel, image.PixelFormat));
        Assert.Equal([1, 2, 3], MLImage.CreateFromPixels(1, 1, MLPixelFormat.Bgra32, [1, 2, 3, 4]).GetBGRPixels);
    }

    [Fact]
    public void A_saved_image_is_read_again_as_bgra()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "x.png");
        MLImage.CreateFromPixels(2, 1, MLPixelFormat.Rgba32, [1, 2, 3, 255, 5, 6, 7, 128]).Save(file);
        MLImage image = MLImage.CreateFromFile(file);
        Assert.Equal(MLPixelFormat.Bgra32, image.PixelFormat);
        Assert.Equal([3, 2, 1, 255, 7, 6, 5, 128], image.Pixels.ToArray());
        Assert.Equal(file, image.Tag);
        using FileStream stream = File.OpenRead(file);
        Assert.Equal(image.Pixels.ToArray(), MLImage.CreateFromStream(stream).Pixels.ToArray());
    }

    [Fact]
    public void Bad_pixels_files_and_streams_are_refused()
    {
        Assert.Contains("16 bytes, got 3", Assert.Throws<ArgumentException>(() => MLImage.CreateFromPixels(2, 2, MLPixelFormat.Bgra32, [1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MLImage.CreateFromPixels(1, 1, MLPixelFormat.Unknown, [1, 2, 3, 4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MLImage.CreateFromPixels(0, 1, MLPixelFormat.Bgra32, []));
        Assert.Contains("nowhere.png", Assert.Throws<ArgumentException>(() => MLImage.CreateFromFile("nowhere.png")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MLImage.CreateFromStream(new MemoryStream([1, 2, 3])));
        Assert.Contains(".png", Assert.Throws<ArgumentException>(() => MLImage.CreateFromPixels(1, 1, MLPixelFormat.Bgra32, [1, 2, 3, 4]).Save("x.bmp")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disposed_image_is_used_up()
    {
        MLImage image = MLImage.CreateFromPixels(1, 1, MLPixelFormat.Bgra32, [1, 2, 3, 4]);
        image.Dispose();
        image.Dispose();
        Assert.Throws<InvalidOperationException>(() => image.Pixels.Length);
    }
}
