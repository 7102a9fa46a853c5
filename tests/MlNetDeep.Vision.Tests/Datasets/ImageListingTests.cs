using MlNetDeep.Imaging;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Vision.Tests.Datasets;

public class ImageListingTests
{
    [Fact]
    public void A_folder_per_class_is_recognised()
    {
        using PictureFolder folder = new PictureFolder().With("dog/b.png", "dog/A.PNG", "cat/x.jpeg", "cat/y.JPG", "dog/.hidden.png", ".git/z.png");
        folder.WithText("dog/notes.txt", "no picture");
        ImageListing listing = ImageListing.Open(folder.Path);
        Assert.Equal(["cat", "dog"], listing.ClassNames);
        Assert.Equal(["cat/x.jpeg", "cat/y.JPG", "dog/A.PNG", "dog/b.png"], Relative(folder, listing));
        Assert.All(listing.Entries, e => Assert.Null(e.Split));
    }

    [Theory]
    [InlineData("val")]
    [InlineData("valid")]
    [InlineData("validation")]
    public void Train_and_other_folders_are_recognised(string validation)
    {
        using PictureFolder folder = new PictureFolder().With("train/a/1.png", "train/b/2.png", "test/a/3.png", $"{validation}/b/4.png");
        ImageListing listing = ImageListing.Open(folder.Path);
        Assert.Equal(["a", "b"], listing.ClassNames);
        Assert.Equal(2, listing.Of(DatasetSplit.Train).Count);
        Assert.Equal("a", Assert.Single(listing.Of(DatasetSplit.Test)).Label);
        Assert.Equal("b", Assert.Single(listing.Of(DatasetSplit.Validation)).Label);
        Assert.Empty(listing.Of(null));
    }

    [Fact]
    public void A_class_may_be_called_train()
    {
        using PictureFolder folder = new PictureFolder().With("train/1.png", "plane/2.png");
        Assert.Equal(["plane", "train"], ImageListing.Open(folder.Path).ClassNames);
    }

    [Fact]
    public void A_csv_file_is_recognised_by_itself_and_in_its_folder()
    {
        using PictureFolder folder = new PictureFolder().With("p/1.png", "p/2.png", "p/3.png");
        string csv = folder.WithText("labels.csv", "﻿id,path,label,split\r\n1,p/3.png,\"b, or c\",test\r\n\r\n2,p\\1.png,a,train\r\n3,p/2.png,\"b, or c\",train");
        foreach (string path in new[] { csv, folder.Path })
        {
            ImageListing listing = ImageListing.Open(path);
            Assert.Equal(["p/1.png", "p/2.png", "p/3.png"], Relative(folder, listing));
            Assert.Equal(["a", "b, or c", "b, or c"], listing.Entries.Select(e => e.Label));
            Assert.Equal(DatasetSplit.Test, listing.Entries[2].Split);
        }
    }

    [Theory]
    [InlineData("path,label\np/1.png,a\np/2.png", "line 3", "1 fields, expected 2")]
    [InlineData("path,label\np/1.png,a,b\n", "line 2", "3 fields, expected 2")]
    [InlineData("path,label\np/9.png,a\n", "line 2", "'p/9.png' does not exist")]
    [InlineData("path,label\n../secret.png,a\n", "line 2", "'../secret.png' leaves the folder")]
    [InlineData("path,label\n/etc/passwd,a\n", "line 2", "'/etc/passwd' leaves the folder")]
    [InlineData("path,label\np/1.png,\n", "line 2", "empty label")]
    [InlineData("path,label\n,a\n", "line 2", "empty or impossible path")]
    [InlineData("path,label\np/1.png,a\np/1.png,b\n", "line 3", "again, after line 2")]
    [InlineData("path,label,split\np/1.png,a,practice\n", "line 2", "'practice', expected train")]
    [InlineData("path,label,Label\n", "two columns", "'label'")]
    [InlineData("path,class\n", "no column 'label'", "'class'")]
    [InlineData("", "is empty", "path and label")]
    [InlineData("path,label\n", "no pictures", "")]
    [InlineData("path,label\np/1.png,a\np/2.png,a\n", "one class only", "'a'")]
    [InlineData("path,label\np/1.png,\"a\"b\n", "line 2", "quote")]
    [InlineData("path,label\np/1.png,\"a\np/2.png,b\n", "quote", "")]
    [InlineData("path,label,split\np/1.png,a,train\np/2.png,b,test\n", "'b'", "no pictures to train on")]
    public void A_malformed_csv_file_is_refused(string text, string where, string what)
    {
        using PictureFolder folder = new PictureFolder().With("p/1.png", "p/2.png");
        string csv = folder.WithText("list.csv", text);
        var e = Assert.ThrowsAny<Exception>(() => ImageListing.Open(csv));
        Assert.True(e is InvalidDataException or FileNotFoundException, e.ToString());
        Assert.Contains(csv, e.Message, StringComparison.Ordinal);
        Assert.Contains(where, e.Message, StringComparison.Ordinal);
        Assert.Contains(what, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_csv_field_that_is_too_long_is_refused_as_such()
    {
        using PictureFolder folder = new PictureFolder().With("p/1.png");
        string csv = folder.WithText("list.csv", $"path,label\np/1.png,{new string('a', 100_000)}\n");
        string message = Assert.Throws<InvalidDataException>(() => ImageListing.Open(csv)).Message;
        Assert.Contains("line 2: a field has more than 65536 characters", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_csv_file_that_is_not_text_is_refused()
    {
        using PictureFolder folder = new PictureFolder().With("p/1.png");
        string csv = folder.Name("list.csv");
        File.WriteAllBytes(csv, [.. "path,label\np/1.png,h"u8, 0xE9, .. "llo\n"u8]);
        Assert.Contains("UTF-8", Assert.Throws<InvalidDataException>(() => ImageListing.Open(csv)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(csv, [.. "path,label\np/1.png,a\0b\n"u8]);
        Assert.Contains("NUL", Assert.Throws<InvalidDataException>(() => ImageListing.Open(csv)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_without_two_classes_of_pictures_are_refused()
    {
        using PictureFolder empty = new PictureFolder(), one = new PictureFolder().With("a/1.png"), loose = new PictureFolder().With("1.png"), hollow = new PictureFolder().With("a/1.png");
        hollow.WithText("b/readme.txt", "");
        using PictureFolder unknown = new PictureFolder().With("train/a/1.png", "train/b/1.png", "test/c/1.png"), extra = new PictureFolder().With("train/a/1.png", "train/b/1.png", "dev/a/1.png");
        Refused(empty, "has no pictures");
        Refused(one, "one class only, 'a'");
        Refused(loose, "expected a folder for each class");
        Refused(hollow, "has no .jpg");
        Refused(unknown, "'c'");
        Refused(extra, "dev");
        Assert.Contains("nowhere", Assert.Throws<FileNotFoundException>(() => ImageListing.Open(Path.Combine(empty.Path, "nowhere"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("labels_missing_file.csv")]
    [InlineData("labels_traversal.csv")]
    public void Bad_lists_of_the_shared_collection_are_refused(string file)
    {
        string path = Repository.SharedData("bad", "csv", file);
        Exception? e = Record.Exception(() => ImageListing.Open(path));
        Assert.True(e is InvalidDataException or FileNotFoundException, e?.ToString());
        Assert.Contains("line", e!.Message, StringComparison.Ordinal);
        Assert.Contains(file, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_flowers_are_listed_with_their_split()
    {
        ImageListing listing = ImageListing.Open(Repository.SharedData("flowers5"));
        Assert.Equal(["daisy", "dandelion", "roses", "sunflowers", "tulips"], listing.ClassNames);
        Assert.Equal((150, 50), (listing.Of(DatasetSplit.Train).Count, listing.Of(DatasetSplit.Test).Count));
    }

    private static void Refused(PictureFolder folder, string text) =>
        Assert.Contains(text, Assert.Throws<InvalidDataException>(() => ImageListing.Open(folder.Path)).Message, StringComparison.Ordinal);

    [Fact]
    public void Unreadable_pictures_are_left_out_by_name_and_counted()
    {
        using PictureFolder folder = new PictureFolder().With("a/1.png", "a/2.png", "a/3.png", "b/1.png", "b/2.png");
        folder.WithText("a/2.png", "no picture");
        ImageListing readable = ImageListing.Open(folder.Path).SkipUnreadable(TestContext.Current.CancellationToken);
        Assert.Equal(["a/1.png", "a/3.png", "b/1.png", "b/2.png"], Relative(folder, readable));
        SkippedImage skipped = Assert.Single(readable.Skipped);
        Assert.Equal(Path.Combine(folder.Path, "a/2.png"), skipped.Path);
        Assert.Contains("2.png", skipped.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_above_the_limits_are_left_out()
    {
        using PictureFolder folder = new PictureFolder().With("a/1.png", "a/2.png", "b/1.png");
        new Image(40, 40, 1).SavePng(folder.Name("a/2.png"));
        ImageListing readable = ImageListing.Open(folder.Path).SkipUnreadable(new ImageLoadOptions { MaxPixels = 1000 }, TestContext.Current.CancellationToken);
        Assert.Contains("MaxPixels = 1000", Assert.Single(readable.Skipped).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Mostly_unreadable_pictures_are_refused_with_the_count_and_the_first()
    {
        using PictureFolder folder = new PictureFolder().With("a/1.png", "b/1.png", "b/2.png");
        foreach (string name in new[] { "a/1.png", "b/2.png" }) folder.WithText(name, "no picture");
        string message = Assert.Throws<InvalidDataException>(() => ImageListing.Open(folder.Path).SkipUnreadable(TestContext.Current.CancellationToken)).Message;
        Assert.Contains("2 of 3 pictures", message, StringComparison.Ordinal);
        Assert.Contains("1.png", message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Relative(PictureFolder folder, ImageListing listing) => listing.Entries.Select(e => Path.GetRelativePath(folder.Path, e.Path));
}
