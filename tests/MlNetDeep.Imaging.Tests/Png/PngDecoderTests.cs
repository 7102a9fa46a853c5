namespace MlNetDeep.Imaging.Tests.Png;

public class PngDecoderTests
{
    private static readonly ImageLoadOptions Rgba = new() { Channels = 4 };

    [Fact]
    public void Palette_transparency_becomes_alpha()
    {
        byte[] png = new PngWriter(3, 1, 2, 3).Chunk("PLTE", 1, 2, 3, 4, 5, 6, 7, 8, 9).Chunk("tRNS", 0, 100).Pixels(0, 0b00_01_10_00);
        Tests.Pixels.AssertEqual([1, 2, 3, 0, 4, 5, 6, 100, 7, 8, 9, 255], Image.Decode(png).Pixels);
        Tests.Pixels.AssertEqual([1, 2, 3, 4, 5, 6, 7, 8, 9], Image.Decode(png, new ImageLoadOptions { Channels = 3 }).Pixels);
        Assert.Equal(4, Image.Identify(png).Channels);
    }

    [Fact]
    public void The_transparent_grey_becomes_alpha()
    {
        byte[] small = new PngWriter(2, 1, 4, 0).Chunk("tRNS", 0, 5).Pixels(0, 0x56);
        Tests.Pixels.AssertEqual([85, 85, 85, 0, 102, 102, 102, 255], Image.Decode(small).Pixels);
        byte[] large = new PngWriter(2, 1, 16, 0).Chunk("tRNS", 0x12, 0x34).Pixels(0, 0x12, 0x34, 0x12, 0x35);
        Tests.Pixels.AssertEqual([0x12, 0x12, 0x12, 0, 0x12, 0x12, 0x12, 255], Image.Decode(large).Pixels);
    }

    [Fact]
    public void The_transparent_colour_becomes_alpha()
    {
        byte[] small = new PngWriter(2, 1, 8, 2).Chunk("tRNS", 0, 1, 0, 2, 0, 3).Pixels(0, 1, 2, 3, 1, 2, 4);
        Tests.Pixels.AssertEqual([1, 2, 3, 0, 1, 2, 4, 255], Image.Decode(small).Pixels);
        byte[] large = new PngWriter(2, 1, 16, 2).Chunk("tRNS", 1, 9, 2, 9, 3, 9).Pixels(0, 1, 9, 2, 9, 3, 9, 1, 9, 2, 9, 3, 8);
        Tests.Pixels.AssertEqual([1, 2, 3, 0, 1, 2, 3, 255], Image.Decode(large).Pixels);
    }

    [Fact]
    public void Alpha_channels_of_both_depths_are_kept_on_request()
    {
        Tests.Pixels.AssertEqual([9, 9, 9, 7], Image.Decode(new PngWriter(1, 1, 8, 4).Pixels(0, 9, 7)).Pixels);
        Tests.Pixels.AssertEqual([9, 9, 9, 7], Image.Decode(new PngWriter(1, 1, 16, 4).Pixels(0, 9, 1, 7, 1), Rgba).Pixels);
        Tests.Pixels.AssertEqual([1, 2, 3, 4], Image.Decode(new PngWriter(1, 1, 16, 6).Pixels(0, 1, 0, 2, 0, 3, 0, 4, 0), Rgba).Pixels);
        Tests.Pixels.AssertEqual([9], Image.Decode(new PngWriter(1, 1, 8, 4).Pixels(0, 9, 7), new ImageLoadOptions { Channels = 1 }).Pixels);
        Tests.Pixels.AssertEqual([5, 5, 5, 255], Image.Decode(new PngWriter(1, 1, 8, 0).Pixels(0, 5), Rgba).Pixels);
    }

    [Fact]
    public void Interlaced_pictures_of_every_small_size_equal_plain_ones()
    {
        for (int width = 1; width <= 9; width++)
        {
            for (int height = 1; height <= 9; height++)
            {
                Image image = Tests.Pixels.Synthetic(width, height, 1, width * 16 + height);
                byte[] png = new PngWriter(width, height, 8, 0, interlace: 1).Pixels(Interlace(image));
                Assert.Equal(image.Pixels, Image.Decode(png).Pixels);
            }
        }
    }

    [Theory]
    [InlineData("critical", "critical")]
    [InlineData("palette_twice", "two PLTE")]
    [InlineData("palette_size", "PLTE")]
    [InlineData("transparency_size", "tRNS")]
    [InlineData("split", "follow one another")]
    [InlineData("two_headers", "IHDR")]
    public void Forbidden_chunks_are_named(string kind, string text)
    {
        PngWriter gray = new(1, 1, 8, 0), palette = new(1, 1, 8, 3);
        byte[] png = kind switch
        {
            "critical" => gray.Chunk("ABCD").Pixels(0, 1),
            "palette_twice" => palette.Chunk("PLTE", 1, 2, 3).Chunk("PLTE", 1, 2, 3).Pixels(0, 0),
            "palette_size" => palette.Chunk("PLTE", 1, 2).Pixels(0, 0),
            "transparency_size" => palette.Chunk("PLTE", 1, 2, 3).Chunk("tRNS", 1, 2).Pixels(0, 0),
            "split" => gray.Chunk("IDAT").Chunk("tEXt").Pixels(0, 1),
            _ => gray.Chunk("IHDR", new byte[13]).Pixels(0, 1),
        };
        Assert.Contains(text, Assert.Throws<ImageFormatException>(() => Image.Decode(png)).Message, StringComparison.Ordinal);
    }

    private static byte[] Interlace(Image image)
    {
        var rows = new List<byte>();
        foreach ((int startX, int startY, int stepX, int stepY) in new[] { (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2) })
        {
            for (int y = startY; y < image.Height && startX < image.Width; y += stepY)
            {
                rows.Add(0);
                for (int x = startX; x < image.Width; x += stepX) rows.Add(image.Row(y)[x]);
            }
        }
        return [.. rows];
    }
}
