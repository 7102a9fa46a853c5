namespace Microsoft.ML.Data;

/// <summary>Some files. A path may have wildcards in its last part, and <c>folder/.../name</c> looks into all folders below.</summary>
public sealed class MultiFileSource : IMultiStreamSource
{
    private const string AnyDepth = "...";

    private readonly string[] _paths;

    /// <summary>The files of the paths.</summary>
    /// <param name="paths">The paths, with or without wildcards; several may be joined by +.</param>
    public MultiFileSource(params string[]? paths) => _paths = [.. (paths ?? []).Where(path => path is not null).SelectMany(Expand)];

    /// <inheritdoc/>
    public int Count => _paths.Length;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There is no such file.</exception>
    public string GetPathOrNull(int index)
    {
        if ((uint)index >= (uint)_paths.Length) throw new ArgumentOutOfRangeException(nameof(index));
        return _paths[index];
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There is no such file.</exception>
    public Stream Open(int index) => new FileStream(GetPathOrNull(index), FileMode.Open, FileAccess.Read, FileShare.Read);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There is no such file.</exception>
    public TextReader OpenTextReader(int index) => new StreamReader(Open(index));

    private static IEnumerable<string> Expand(string path)
    {
        if (File.Exists(path)) return [path];
        return path.Split('+', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(ExpandOne);
    }

    private static IEnumerable<string> ExpandOne(string path)
    {
        string pattern = Path.GetFileName(path), folder = Path.GetDirectoryName(path) ?? "";
        bool recursive = Path.GetFileName(folder) == AnyDepth;
        if (recursive) folder = Path.GetDirectoryName(folder) ?? "";
        if (!recursive && pattern.AsSpan().IndexOfAny('*', '?') < 0) return [path];
        if (folder.Length == 0) folder = ".";
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, pattern, recursive ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly).Order(StringComparer.OrdinalIgnoreCase)
            : [];
    }
}
