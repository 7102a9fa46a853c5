using MlNetDeep.TestSupport;

namespace MlNetDeep.Imaging.Tests;

public class ImageLimitsTests
{
    [Theory]
    [InlineData("bomb_65500x65500.jpg")]
    [InlineData("bomb_ihdr_60000x60000.png")]
    [InlineData("bomb_real_20000x20000_gray1.png")]
    public void Bombs_are_refused_before_memory_is_allocated(string file)
    {
        string path = Repository.SharedData("bad", "images", file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<ImageFormatException>(() => Image.Load(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains("MaxPixels = 30000000", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_are_those_of_the_options()
    {
        byte[] png = new Image(20, 10, 1).EncodePng();
        Assert.Equal(20, Image.Decode(png, new ImageLoadOptions { MaxPixels = 200, MaxDimension = 20 }).Width);
        Assert.Contains("MaxPixels = 199", Assert.Throws<ImageFormatException>(() => Image.Decode(png, new ImageLoadOptions { MaxPixels = 199 })).Message, StringComparison.Ordinal);
        Assert.Contains("MaxDimension = 19", Assert.Throws<ImageFormatException>(() => Image.Decode(png, new ImageLoadOptions { MaxDimension = 19 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_file_cannot_ask_for_a_large_picture()
    {
        // Below the limits, but far more pixels than the file has bits.
        byte[] jpeg = File.ReadAllBytes(Repository.Golden("imaging", "sampling_1x1.jpg"));
        int frame = Enumerable.Range(0, jpeg.Length - 1).First(i => jpeg[i] == 0xFF && jpeg[i + 1] == 0xC0);
        (jpeg[frame + 5], jpeg[frame + 6], jpeg[frame + 7], jpeg[frame + 8]) = (0x10, 0, 0x10, 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("too few", Assert.Throws<ImageFormatException>(() => Image.Decode(jpeg)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_jpeg_that_takes_more_memory_than_its_pixels_allow_is_refused_before_it_is_allocated()
    {
        // A frame header alone: progressive, 1000 x 1000, four components that all are at full resolution.
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xC2, 0, 20, 8, 3, 232, 3, 232, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0];
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Refusal(1_000_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains($"takes {1_000_000 * 3 + 1_000_000 * 4 * 3} bytes", message, StringComparison.Ordinal);
        Assert.Contains("MaxPixels = 1000000", message, StringComparison.Ordinal);
        Assert.DoesNotContain("MaxPixels", Refusal(1_300_000), StringComparison.Ordinal);
        Assert.DoesNotContain("MaxPixels", Refusal(long.MaxValue), StringComparison.Ordinal);

        string Refusal(long maxPixels) => Assert.Throws<ImageFormatException>(() => Image.Decode(jpeg, new ImageLoadOptions { MaxPixels = maxPixels })).Message;
    }

    [Fact]
    public void Options_refuse_values_out_of_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageLoadOptions { MaxPixels = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageLoadOptions { MaxDimension = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageLoadOptions { Channels = 2 });
    }
}
