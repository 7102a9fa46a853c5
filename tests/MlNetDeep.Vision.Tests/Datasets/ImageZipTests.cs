using System.IO.Compression;
using MlNetDeep.Imaging;

namespace MlNetDeep.Vision.Tests;

public sealed class ImageZipTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdeep-zip").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Zip(params (string Name, byte[] Bytes)[] entries)
    {
        string path = Path.Combine(_folder, "images.zip");
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, byte[] bytes) in entries)
        {
            using Stream stream = zip.CreateEntry(name).Open();
            stream.Write(bytes);
        }
        return path;
    }

    private static byte[] Picture(byte value)
    {
        var image = new Image(4, 4, 3);
        image.Pixels.Fill(value);
        return image.EncodePng();
    }

    [Fact]
    public void Classes_are_the_folders_and_pictures_are_in_the_order_of_their_names()
    {
        string path = Zip(("set/dog/b.png", Picture(3)), ("set/cat/z.png", Picture(2)), ("readme.txt", [1]), ("set/cat/a.PNG", Picture(1)), ("top.png", Picture(9)));
        ImageSet images = ImageZip.Load(path, new ImageSetOptions { Width = 4, Height = 4 }, TestContext.Current.CancellationToken);
        Assert.Equal(["cat", "dog"], images.ClassNames);
        Assert.Equal([0, 0, 1], images.Labels.ToArray());
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(i => (int)images.PixelsOf(i)[0]));
    }

    [Fact]
    public void A_picture_that_cannot_be_read_is_left_out_by_name()
    {
        string path = Zip(("a/1.png", Picture(1)), ("a/2.png", Picture(2)), ("b/3.png", [1, 2, 3]));
        var warnings = new List<string>();
        ImageSet images = ImageZip.Load(path, new ImageSetOptions { Width = 4, Height = 4, Warn = warnings.Add }, TestContext.Current.CancellationToken);
        Assert.Equal(2, images.Count);
        Assert.Contains("b/3.png", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.EndsWith("b/3.png", Assert.Single(images.Skipped).Path, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_zip_with_pictures_is_refused()
    {
        string text = Path.Combine(_folder, "text.zip");
        File.WriteAllText(text, "hello");
        Assert.StartsWith($"'{text}' is not a zip file", Assert.Throws<InvalidDataException>(() => ImageZip.Load(text, cancellation: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Contains("a folder per class", Assert.Throws<InvalidDataException>(() => ImageZip.Load(Zip(("top.png", Picture(9))), cancellation: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => ImageZip.Load(Path.Combine(_folder, "none.zip"), cancellation: TestContext.Current.CancellationToken));
    }
}
