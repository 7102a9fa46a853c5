using MlNetDeep.TestSupport;

namespace MlNetDeep.Imaging.Tests;

/// <summary>A file that was cut short or changed is refused with the one exception or decoded; never anything else.</summary>
public class DamagedFilesTests
{
    public static TheoryData<string> Files => ["sampling_2x2.jpg", "progressive_restart_2x2.jpg", "restart_2x1.jpg", "cmyk.jpg", "exif_6.jpg", "progressive_grey.jpg", "own.png"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_truncation_is_refused(string file)
    {
        byte[] data = Read(file);
        // A sequential JPEG is complete with its last block; only the end marker of two bytes can be missing.
        int needed = file == "own.png" || file.StartsWith("progressive", StringComparison.Ordinal) ? data.Length - 1 : data.Length - 3;
        for (int length = 0; length <= needed; length++)
            Assert.Throws<ImageFormatException>(() => Image.Decode(data.AsSpan(0, length)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Changed_bytes_are_refused_or_decoded(string file)
    {
        byte[] data = Read(file);
        var options = new ImageLoadOptions { MaxPixels = 1_000_000 };
        var random = new Random(5);
        for (int i = 0; i < 3000; i++)
        {
            byte[] changed = [.. data];
            for (int k = random.Next(1, 4); k > 0; k--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            try
            {
                Image.Decode(changed, options);
            }
            catch (ImageFormatException)
            {
            }
        }
    }

    [Fact]
    public void A_changed_byte_in_a_png_is_found()
    {
        byte[] data = Read("own.png");
        for (int i = 0; i < data.Length; i++)
        {
            byte[] changed = [.. data];
            changed[i] ^= 0x10;
            Assert.Throws<ImageFormatException>(() => Image.Decode(changed));
        }
    }

    private static byte[] Read(string file) =>
        file == "own.png" ? Pixels.Synthetic(23, 19, 4).EncodePng() : File.ReadAllBytes(Repository.Golden("imaging", file));
}
