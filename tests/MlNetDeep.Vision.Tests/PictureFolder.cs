using MlNetDeep.Imaging;

namespace MlNetDeep.Vision.Tests;

/// <summary>A folder with pictures that is deleted after the test.</summary>
internal sealed class PictureFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("mlnetdeep-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public string Name(string relative)
    {
        string path = System.IO.Path.Combine(Path, relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>Saves small pictures.</summary>
    public PictureFolder With(params string[] names)
    {
        foreach (string name in names) File.WriteAllBytes(Name(name), Picture(name.Length).EncodePng());
        return this;
    }

    public string WithText(string name, string text)
    {
        File.WriteAllText(Name(name), text);
        return Name(name);
    }

    public static Image Picture(int seed, int width = 6, int height = 5, int channels = 3)
    {
        var image = new Image(width, height, channels);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }
}
