namespace MlNetDeep.Vision;

/// <summary>Lists folders of pictures: a folder per class, or such folders inside train, test and validation folders.</summary>
internal static class ImageFolder
{
    public static IEnumerable<ImageEntry> Read(string root)
    {
        string[] folders = Folders(root);
        string? train = folders.FirstOrDefault(f => SplitNames.Parse(Path.GetFileName(f)) == DatasetSplit.Train);
        // A class may be called "train" as well; then its pictures are right inside.
        if (train is null || Pictures(train).Length > 0 || Folders(train).Length == 0) return ReadClasses(root, folders, null);
        foreach (string folder in folders)
        {
            if (SplitNames.Parse(Path.GetFileName(folder)) is null && (Pictures(folder).Length > 0 || Folders(folder).Any(f => Pictures(f).Length > 0)))
                throw new InvalidDataException($"'{folder}' holds pictures beside a train folder, but is not called test, val, valid or validation.");
        }
        return folders.SelectMany(f => SplitNames.Parse(Path.GetFileName(f)) is { } split ? ReadClasses(f, Folders(f), split) : []);
    }

    private static List<ImageEntry> ReadClasses(string root, string[] folders, DatasetSplit? split)
    {
        if (folders.Length == 0 && Pictures(root) is { Length: > 0 } loose)
            throw new InvalidDataException($"'{root}' holds {loose.Length} pictures but no folders; expected a folder for each class.");
        var entries = new List<ImageEntry>();
        foreach (string folder in folders)
        {
            string[] pictures = Pictures(folder);
            if (pictures.Length == 0) throw new InvalidDataException($"The class folder '{folder}' has no .jpg, .jpeg or .png files.");
            entries.AddRange(pictures.Select(p => new ImageEntry(p, Path.GetFileName(folder), split)));
        }
        return entries;
    }

    private static string[] Folders(string root) => [.. Directory.GetDirectories(root).Where(f => Path.GetFileName(f)[0] is not ('.' or '_')).Order(StringComparer.Ordinal)];

    private static string[] Pictures(string folder) => [.. Directory.GetFiles(folder).Where(IsPicture)];

    private static bool IsPicture(string path)
    {
        string extension = Path.GetExtension(path);
        return Path.GetFileName(path)[0] != '.'
            && (extension.Equals(".jpg", StringComparison.OrdinalIgnoreCase) || extension.Equals(".jpeg", StringComparison.OrdinalIgnoreCase) || extension.Equals(".png", StringComparison.OrdinalIgnoreCase));
    }
}
