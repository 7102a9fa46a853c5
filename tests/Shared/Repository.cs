namespace MlNetDeep.TestSupport;

/// <summary>Finds the folders of the checkout that tests read: its root, the golden numbers and, beside it, the shared data.</summary>
internal static class Repository
{
    /// <summary>The root of the checkout, the folder with the solution file.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The path of a file or folder under <c>tests/golden</c>.</summary>
    public static string Golden(params string[] parts) => Path.Combine([Root, "tests", "golden", .. parts]);

    /// <summary>
    /// The path of a data set in the folder <c>shared/data</c> beside the checkout. Skips the running test, with the reason,
    /// when the data are not there.
    /// </summary>
    public static string SharedData(params string[] parts)
    {
        string path = Path.Combine([Root, "..", "shared", "data", .. parts]);
        Assert.SkipUnless(Path.Exists(path), $"needs the data set '{string.Join('/', parts)}' in shared/data beside the checkout");
        return path;
    }

    private static string FindRoot()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "MlNetDeep.sln"))) return folder;
        throw new DirectoryNotFoundException($"no MlNetDeep.sln above {AppContext.BaseDirectory}");
    }
}
