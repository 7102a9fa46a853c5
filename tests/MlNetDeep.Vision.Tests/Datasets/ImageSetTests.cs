using MlNetDeep.Imaging;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Vision.Tests.Datasets;

public class ImageSetTests
{
    private static readonly ImageSetOptions Small = new() { Width = 6, Height = 5 };

    [Fact]
    public void Pictures_keep_their_pixels_and_labels()
    {
        using PictureFolder folder = new PictureFolder().With("a/1.png", "b/22.png", "b/333.png");
        ImageListing listing = ImageListing.Open(folder.Path);
        ImageSet set = Load(listing.Entries, listing.ClassNames, Small);
        Assert.Equal((3, 5, 6, 3), (set.Count, set.Height, set.Width, set.Channels));
        Assert.Equal([0, 1, 1], set.Labels.ToArray());
        Assert.Empty(set.Skipped);
        for (int i = 0; i < 3; i++) Assert.Equal(PictureFolder.Picture(7 + i).Pixels, set.PixelsOf(i));
    }

    [Fact]
    public void An_unreadable_file_is_named_skipped_and_counted()
    {
        using PictureFolder folder = new PictureFolder().With("a/1.png", "a/3.png", "b/4.png", "b/5.png");
        string damaged = folder.WithText("a/2.png", "not a picture"), empty = folder.WithText("b/6.jpg", "");
        ImageListing listing = ImageListing.Open(folder.Path);
        var warnings = new List<string>();
        ImageSet set = Load(listing.Entries, listing.ClassNames, Small with { Warn = warnings.Add });
        Assert.Equal(4, set.Count);
        Assert.Equal([0, 0, 1, 1], set.Labels.ToArray());
        Assert.Equal(PictureFolder.Picture(7).Pixels, set.PixelsOf(3));
        Assert.Equal([damaged, empty], set.Skipped.Select(s => s.Path));
        Assert.Equal(2, warnings.Count);
        Assert.Contains(damaged, warnings[0], StringComparison.Ordinal);
        Assert.Contains("the file is empty", warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_that_are_not_those_of_a_file_name_the_picture()
    {
        ImageEntry impossible = new("a\0b", "x", null);
        string message = Assert.Throws<InvalidOperationException>(() => Load([impossible], ["x"], Small)).Message;
        Assert.StartsWith("'a\0b' cannot be loaded", message, StringComparison.Ordinal);
        Assert.Contains("Picture 1 of 2 is null", Assert.Throws<ArgumentException>(() => Load([impossible, null!], ["x"], Small)).Message, StringComparison.Ordinal);
        Assert.Contains("Picture 0 of 1 is null", Assert.Throws<ArgumentException>(() => ImageSet.Of([null!], [0], ["x"], Small)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_half_unreadable_is_an_error()
    {
        using PictureFolder folder = new PictureFolder().With("a/1.png");
        folder.WithText("a/2.png", "not a picture");
        string first = folder.WithText("a/0.png", "not a picture");
        folder.WithText("b/2.png", "not a picture");
        ImageListing listing = ImageListing.Open(folder.Path);
        string message = Assert.Throws<InvalidDataException>(() => Load(listing.Entries, listing.ClassNames, Small)).Message;
        Assert.Contains("3 of 4 pictures", message, StringComparison.Ordinal);
        Assert.Contains(first, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Orientation_is_applied_unless_told_otherwise()
    {
        ImageEntry[] entries = [new(Repository.Golden("imaging", "exif_6.jpg"), "a")];
        ImageSet upright = Load(entries, ["a"], new ImageSetOptions { Width = 8, Height = 16 });
        Assert.Equal(File.ReadAllBytes(entries[0].Path + ".raw"), upright.PixelsOf(0));
        ImageSet stored = Load(entries, ["a"], new ImageSetOptions { Width = 16, Height = 8, Load = new ImageLoadOptions { ApplyExifOrientation = false } });
        Assert.NotEqual(upright.PixelsOf(0).ToArray(), stored.PixelsOf(0).ToArray());
    }

    [Fact]
    public void Other_proportions_are_cropped_stretched_or_padded()
    {
        using var folder = new PictureFolder();
        var image = new Image(4, 2, 1, [10, 20, 30, 40, 50, 60, 70, 80]);
        image.SavePng(folder.Name("a.png"));
        ImageEntry[] entries = [new(folder.Name("a.png"), "a")];
        Assert.Equal([20, 30, 60, 70], Fit(2, 2, ImageFit.CenterCrop));
        Assert.Equal(image.Resize(2, 2).Pixels.ToArray(), Fit(2, 2, ImageFit.Stretch));
        Assert.Equal([0, 0, 0, 0, 10, 20, 30, 40, 50, 60, 70, 80, 0, 0, 0, 0], Fit(4, 4, ImageFit.Pad));

        byte[] Fit(int width, int height, ImageFit fit) =>
            Load(entries, ["a"], new ImageSetOptions { Width = width, Height = height, Channels = 1, Fit = fit }).PixelsOf(0).ToArray();
    }

    [Fact]
    public void Decoded_pictures_are_brought_to_the_same_size_as_files()
    {
        using PictureFolder folder = new PictureFolder().With("a/1.png", "b/2.png");
        ImageListing listing = ImageListing.Open(folder.Path);
        var options = new ImageSetOptions { Width = 3, Height = 4 };
        ImageSet decoded = ImageSet.Of([.. listing.Entries.Select(e => Image.Load(e.Path))], [0, 1], listing.ClassNames, options);
        Assert.Equal(Load(listing.Entries, listing.ClassNames, options).Pixels.ToArray(), decoded.Pixels.ToArray());
        Assert.Throws<ArgumentException>(() => ImageSet.Of([], [], ["a"]));
        Assert.Throws<ArgumentException>(() => ImageSet.Of([new Image(1, 1, 1)], [0, 0], ["a"]));
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        ImageEntry[] entries = [new("x.png", "c")];
        Assert.Throws<ArgumentException>(() => Load([], ["a"]));
        Assert.Contains("'c'", Assert.Throws<ArgumentException>(() => Load(entries, ["a"])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Load(entries, ["c"], new ImageSetOptions { Width = 60_000, Height = 60_000 }));
        Assert.Throws<ArgumentException>(() => new ImageSet(new byte[11], [2, 2, 1, 3], [0, 0], ["a"]));
        Assert.Throws<ArgumentException>(() => new ImageSet(new byte[12], [2, 2, 1, 3], [0, 1], ["a"]));
        Assert.ThrowsAny<OperationCanceledException>(() => ImageSet.Load(entries, ["c"], cancellation: new CancellationToken(canceled: true)));
    }

    private static ImageSet Load(IReadOnlyList<ImageEntry> entries, IReadOnlyList<string> classNames, ImageSetOptions? options = null) =>
        ImageSet.Load(entries, classNames, options, TestContext.Current.CancellationToken);
}
