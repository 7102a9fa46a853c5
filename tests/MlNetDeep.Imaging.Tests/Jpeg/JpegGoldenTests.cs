using MlNetDeep.TestSupport;

namespace MlNetDeep.Imaging.Tests.Jpeg;

/// <summary>Files of every sampling, coding and colour model are decoded to exactly the pixels that libjpeg-turbo gives.</summary>
public class JpegGoldenTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(Repository.Golden("imaging"), "*.jpg").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Pixels_equal_the_reference(string file)
    {
        string path = Repository.Golden("imaging", file);
        Image image = Image.Load(path);
        Assert.Equal((0, 0.0), Pixels.Difference(image.Pixels, File.ReadAllBytes(path + ".raw")));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Identify_gives_what_loading_gives(string file)
    {
        string path = Repository.Golden("imaging", file);
        Image image = Image.Load(path);
        Assert.Equal(new ImageInfo(ImageFormat.Jpeg, image.Width, image.Height, image.Channels), Image.Identify(path));
    }

    [Fact]
    public void Orientation_is_left_alone_on_request()
    {
        var options = new ImageLoadOptions { ApplyExifOrientation = false };
        string path = Repository.Golden("imaging", "exif_6.jpg");
        Image stored = Image.Load(path, options);
        Assert.Equal((16, 8), (stored.Width, stored.Height));
        Assert.Equal(new ImageInfo(ImageFormat.Jpeg, 16, 8, 3), Image.Identify(path, options));
        Assert.Equal(Image.Load(path).Pixels, stored.Rotate90().Pixels);
    }

    [Fact]
    public void A_restart_marker_out_of_turn_is_an_error()
    {
        byte[] data = File.ReadAllBytes(Repository.Golden("imaging", "restart_2x1.jpg"));
        int at = Enumerable.Range(0, data.Length - 1).First(i => data[i] == 0xFF && data[i + 1] == 0xD1);
        data[at + 1] = 0xD5;
        var e = Assert.Throws<ImageFormatException>(() => Image.Decode(data, name: "cat.jpg"));
        Assert.Contains("'cat.jpg'", e.Message, StringComparison.Ordinal);
        Assert.Contains("restart marker 1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repeated_progressive_scan_is_an_error()
    {
        byte[] data = File.ReadAllBytes(Repository.Golden("imaging", "progressive_1x2.jpg"));
        int first = Find(data, 0xDA, 0), second = Find(data, 0xC4, first);
        byte[] twice = [.. data[..second], .. data[first..second], .. data[second..]];
        var e = Assert.Throws<ImageFormatException>(() => Image.Decode(twice));
        Assert.Contains("out of turn", e.Message, StringComparison.Ordinal);
    }

    private static int Find(byte[] data, byte marker, int from) =>
        Enumerable.Range(from, data.Length - 1 - from).First(i => data[i] == 0xFF && data[i + 1] == marker);
}
