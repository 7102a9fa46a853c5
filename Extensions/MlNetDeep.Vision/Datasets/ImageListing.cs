using MlNetDeep.Imaging;

namespace MlNetDeep.Vision;

/// <summary>
/// The labelled pictures of a folder or csv file, sorted by path in ordinal order, so that every machine sees the same list.
/// Only names are read; files that turn out to be damaged are found by <see cref="ImageSet"/>.
/// </summary>
public sealed class ImageListing
{
    internal ImageListing(string root, IEnumerable<ImageEntry> entries)
    {
        Root = root;
        Entries = [.. entries.OrderBy(e => e.Path, StringComparer.Ordinal)];
        ClassNames = [.. Entries.Select(e => e.Label).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The folder or csv file that the listing was made from.</summary>
    public string Root { get; }

    /// <summary>The pictures, sorted by path.</summary>
    public IReadOnlyList<ImageEntry> Entries { get; }

    /// <summary>The names of all classes in ordinal order; a class's number is its index here.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Lists a data set. The layout is recognised:
    /// <list type="bullet">
    /// <item>a csv file, or a folder with a file <c>labels.csv</c>: a header and the columns <c>path,label</c> and perhaps
    /// <c>split</c> (train, val, valid, validation or test); paths are relative to the file's folder and must not leave it;</item>
    /// <item>a folder with <c>train</c> and perhaps <c>test</c>, <c>val</c>, <c>valid</c> or <c>validation</c>, each with a folder per class;</item>
    /// <item>a folder with a folder per class.</item>
    /// </list>
    /// In folders, files that end in .jpg, .jpeg or .png (in any case) are taken.</summary>
    /// <param name="path">The folder or csv file.</param>
    /// <returns>The listing, with at least two classes.</returns>
    /// <exception cref="FileNotFoundException">Neither a folder nor a file is at <paramref name="path"/>, or a file named in the csv is missing.</exception>
    /// <exception cref="InvalidDataException">There are no pictures or only one class, a class has pictures but none in a train part that exists, or the csv file is malformed; the message says where.</exception>
    public static ImageListing Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string root = Path.GetFullPath(path);
        string csv = Directory.Exists(root) ? Path.Combine(root, "labels.csv") : root;
        if (!File.Exists(csv) && !Directory.Exists(root)) throw new FileNotFoundException($"There is no folder or csv file '{path}'.", path);
        var listing = new ImageListing(root, File.Exists(csv) ? ImageCsv.Read(csv) : ImageFolder.Read(root));
        listing.Check();
        return listing;
    }

    /// <summary>The files that <see cref="SkipUnreadable(CancellationToken)"/> left out, in the order of the listing.</summary>
    public IReadOnlyList<SkippedImage> Skipped { get; private init; } = [];

    /// <inheritdoc cref="SkipUnreadable(ImageLoadOptions?, CancellationToken)"/>
    public ImageListing SkipUnreadable(CancellationToken cancellation = default) => SkipUnreadable(null, cancellation);

    /// <summary>
    /// Tries to decode every picture, on all processors, and leaves out those that cannot be read. That decodes each once more
    /// than needed where an <see cref="ImageSet"/> is loaded anyway: it leaves them out itself, see <see cref="ImageSet.Skipped"/>.
    /// </summary>
    /// <param name="options">The limits that the pictures are loaded with later; null for the defaults.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>A listing of the others, with the left-out ones in <see cref="Skipped"/>.</returns>
    /// <exception cref="InvalidDataException">More than half of the pictures cannot be read, or those that can are of one class only.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public ImageListing SkipUnreadable(ImageLoadOptions? options, CancellationToken cancellation = default)
    {
        var failures = new SkippedImage?[Entries.Count];
        PictureLoop.Run(Entries.Count, i => $"'{Entries[i].Path}'", i =>
        {
            try
            {
                Image.Load(Entries[i].Path, options);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failures[i] = new SkippedImage(Entries[i].Path, e.Message);
            }
        }, cancellation);
        SkippedImage[] skipped = [.. failures.OfType<SkippedImage>()];
        if (skipped.Length * 2 > Entries.Count)
            throw new InvalidDataException($"{skipped.Length} of {Entries.Count} pictures in '{Root}' cannot be read. The first: {skipped[0].Reason}");
        var readable = new ImageListing(Root, Entries.Where((_, i) => failures[i] is null)) { Skipped = skipped };
        readable.Check();
        return readable;
    }

    /// <summary>The pictures of one part, in the order of <see cref="Entries"/>.</summary>
    /// <param name="split">The part; null for pictures that belong to none.</param>
    public IReadOnlyList<ImageEntry> Of(DatasetSplit? split) => [.. Entries.Where(e => e.Split == split)];

    private void Check()
    {
        if (Entries.Count == 0) throw new InvalidDataException($"'{Root}' has no pictures: expected a folder per class with .jpg, .jpeg or .png files, train and test folders of such, or a csv file with the columns path and label.");
        if (ClassNames.Count == 1) throw new InvalidDataException($"'{Root}' has one class only, '{ClassNames[0]}', with {Entries.Count} pictures; expected at least two classes.");
        HashSet<string> trained = [.. Of(DatasetSplit.Train).Select(e => e.Label)];
        if (trained.Count == 0) return;
        ImageEntry? unknown = Entries.FirstOrDefault(e => !trained.Contains(e.Label));
        if (unknown is not null) throw new InvalidDataException($"'{Root}': the class '{unknown.Label}' of '{unknown.Path}' has no pictures to train on.");
    }
}
