using System.Diagnostics;
using System.Text.Json;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Imaging.Tests;

/// <summary>Every broken, hostile and unusual picture of the shared collection: decoded to the reference pixels or refused.</summary>
public class BadFilesTests
{
    private static readonly string[] Tolerated = ["decode_or_unsupported", "error_or_bounded_decode"];

    [Fact]
    public void Every_picture_is_decoded_to_the_reference_pixels_or_refused_by_name()
    {
        string folder = Repository.SharedData("bad");
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "manifest.json")));
        var failures = new List<string>();
        int count = 0;
        foreach (JsonElement entry in manifest.RootElement.GetProperty("entries").EnumerateArray())
        {
            if (!entry.GetProperty("file").GetString()!.StartsWith("images/", StringComparison.Ordinal)) continue;
            count++;
            if (Check(folder, entry) is { } failure) failures.Add($"{entry.GetProperty("file")}: {failure}");
        }
        Assert.True(count >= 70, $"only {count} pictures in the manifest");
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    private static string? Check(string folder, JsonElement entry)
    {
        string file = entry.GetProperty("file").GetString()!, expect = entry.GetProperty("expect").GetString()!;
        string path = Path.Combine(folder, file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        Image? image = null;
        try
        {
            image = Image.Load(path, new ImageLoadOptions { Channels = 3 });
        }
        catch (ImageFormatException e)
        {
            if (!e.Message.Contains(Path.GetFileName(path), StringComparison.Ordinal)) return $"the message does not name the file: {e.Message}";
            if (expect == "decode") return $"refused: {e.Message}";
        }
        catch (Exception e)
        {
            return $"{e.GetType()}: {e.Message}";
        }
        long megabytes = (GC.GetAllocatedBytesForCurrentThread() - before) >> 20;
        if (megabytes > 50) return $"allocated {megabytes} MB";
        if (clock.ElapsedMilliseconds > 1000) return $"took {clock.ElapsedMilliseconds} ms";
        if (image is null) return null;
        if (expect == "error") return "was not refused";
        return entry.TryGetProperty("rgb_file", out _) ? ComparePixels(folder, entry, image) : Tolerated.Contains(expect) ? null : "has no reference pixels";
    }

    private static string? ComparePixels(string folder, JsonElement entry, Image image)
    {
        byte[] expected = File.ReadAllBytes(Path.Combine(folder, entry.GetProperty("rgb_file").GetString()!));
        (int width, int height) = (entry.GetProperty("width").GetInt32(), entry.GetProperty("height").GetInt32());
        if ((image.Width, image.Height) != (width, height)) return $"is {image.Width} x {image.Height}, expected {width} x {height}";
        // The reference pixels come from a decoder with the same arithmetic, so that ours are equal, whatever the tolerance.
        (int largest, double mean) = Pixels.Difference(image.Pixels, expected);
        return largest == 0 ? null : $"differs by up to {largest}, {mean} on average";
    }
}
