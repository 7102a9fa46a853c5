using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Loads files by their paths.</summary>
public static class DataLoaderExtensions
{
    /// <summary>Makes a view of files. They are not opened before a cursor moves.</summary>
    /// <param name="loader">The loader.</param>
    /// <param name="path">The files; wildcards take several.</param>
    public static IDataView Load(this IDataLoader<IMultiStreamSource> loader, params string[] path)
    {
        ArgumentNullException.ThrowIfNull(loader);
        return loader.Load(new MultiFileSource(path));
    }
}
