using FsCheck;
using FsCheck.Fluent;

namespace MlNetDeep.Imaging.Tests;

public class ImageTests
{
    private static readonly Arbitrary<Image> Images = (
        from width in Gen.Choose(1, 40)
        from height in Gen.Choose(1, 40)
        from channels in Gen.Elements(1, 3, 4)
        from seed in Gen.Choose(0, 1000)
        select Pixels.Synthetic(width, height, channels, seed)).ToArbitrary();

    [Fact]
    public void Turning_and_mirroring_twice_gives_the_same_picture() => Check.QuickThrowOnFailure(Prop.ForAll(Images, image =>
        Same(image, image.FlipHorizontal().FlipHorizontal())
        && Same(image, image.FlipVertical().FlipVertical())
        && Same(image, image.Transpose().Transpose())
        && Same(image, image.Rotate90(1).Rotate90(3))
        && Same(image, image.Rotate90(-1).Rotate90(5))
        && Same(image.Rotate90(2), image.FlipHorizontal().FlipVertical())
        && Same(image.Rotate90(), image.Transpose().FlipHorizontal())));

    [Fact]
    public void Png_gives_back_every_pixel() => Check.QuickThrowOnFailure(Prop.ForAll(Images, image => Same(image, Image.Decode(image.EncodePng()))));

    [Fact]
    public void Cropping_takes_the_pixels_of_the_rectangle() => Check.QuickThrowOnFailure(Prop.ForAll(Images, image =>
    {
        int x = image.Width / 3, y = image.Height / 4, width = image.Width - x - image.Width / 5, height = image.Height - y;
        Image part = image.Crop(x, y, width, height);
        return part.Width == width && part.Height == height
            && Enumerable.Range(0, height).All(r => part.Row(r).SequenceEqual(image.Row(y + r).Slice(x * image.Channels, width * image.Channels)))
            && Same(image, image.Crop(0, 0, image.Width, image.Height));
    }));

    [Fact]
    public void Cropping_outside_is_refused()
    {
        var image = new Image(5, 4, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Crop(-1, 0, 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Crop(0, 0, 6, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Crop(0, 3, 1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Crop(0, 0, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Crop(1, 0, int.MaxValue, 1));
    }

    [Fact]
    public void Sizes_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(0, 1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(1, -1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(1, 1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(1 << 20, 1 << 20, 1));
        var e = Assert.Throws<ArgumentException>(() => new Image(2, 2, 3, new byte[11]));
        Assert.Contains("12", e.Message, StringComparison.Ordinal);
        Assert.Contains("11", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Channels_are_converted_as_documented()
    {
        var color = new Image(1, 1, 3, [255, 0, 0]);
        Pixels.AssertEqual([76], color.ToGray().Pixels);
        Pixels.AssertEqual([255, 0, 0, 255], color.ToRgba().Pixels);
        Pixels.AssertEqual([7, 7, 7], new Image(1, 1, 1, [7]).ToRgb().Pixels);
        Pixels.AssertEqual([7, 7, 7, 255], new Image(1, 1, 1, [7]).ToRgba().Pixels);
        Pixels.AssertEqual([1, 2, 3], new Image(1, 1, 4, [1, 2, 3, 0]).ToRgb().Pixels);
        Assert.Same(color, color.ToRgb());
    }

    [Fact]
    public void Saving_replaces_a_file_and_leaves_nothing_else()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        string path = Path.Combine(folder, "picture.png");
        Image image = Pixels.Synthetic(9, 7, 3);
        new Image(1, 1, 1).SavePng(path);
        image.SavePng(path);
        Assert.Equal([path], Directory.GetFiles(folder));
        Assert.Equal(image.Pixels, Image.Load(path).Pixels);
        using (FileStream stream = File.OpenRead(path)) Assert.Equal(image.Pixels, Image.Load(stream).Pixels);
        string missing = Path.Combine(folder, "missing", "picture.png");
        Assert.StartsWith($"'{missing}' cannot be written", Assert.Throws<IOException>(() => image.SavePng(missing)).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => image.SavePng(folder));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(folder)!, Path.GetFileName(folder) + ".*"));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("GIF89a........", "GIF")]
    [InlineData("BM............", "BMP")]
    [InlineData("RIFF....WEBPVP8", "WEBP")]
    [InlineData("P6 3 4 255\n", "PNM")]
    public void Other_formats_are_refused_by_name(string content, string format)
    {
        var e = Assert.Throws<ImageFormatException>(() => Image.Decode(System.Text.Encoding.ASCII.GetBytes(content), name: "a/b.png"));
        Assert.Contains($"the format {format} is not supported", e.Message, StringComparison.Ordinal);
        Assert.Contains("'a/b.png'", e.Message, StringComparison.Ordinal);
    }

    private static bool Same(Image a, Image b) => a.Width == b.Width && a.Height == b.Height && a.Channels == b.Channels && a.Pixels.SequenceEqual(b.Pixels);
}
