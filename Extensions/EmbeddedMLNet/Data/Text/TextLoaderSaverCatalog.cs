using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Text files, read and written.</summary>
public static class TextLoaderSaverCatalog
{
    /// <summary>A loader of text files.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="separatorChar">The character between fields.</param>
    /// <param name="hasHeader">Whether the first line names the columns.</param>
    /// <param name="dataSample">Files to look at when the loader is made: their header names the slots of vectors.</param>
    /// <param name="allowQuoting">Whether fields may be quoted.</param>
    /// <param name="trimWhitespace">Whether white space at the ends of lines is left out.</param>
    /// <param name="allowSparse">Whether lines may be sparse.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static TextLoader CreateTextLoader(
        this DataOperationsCatalog catalog, TextLoader.Column[] columns, char separatorChar = '\t', bool hasHeader = false, IMultiStreamSource? dataSample = null,
        bool allowQuoting = false, bool trimWhitespace = false, bool allowSparse = false)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new TextLoader(Options(columns, separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse), dataSample);
    }

    /// <summary>A loader of text files.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">How the files are read.</param>
    /// <param name="dataSample">Files to look at when the loader is made: their header names the slots of vectors.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static TextLoader CreateTextLoader(this DataOperationsCatalog catalog, TextLoader.Options options, IMultiStreamSource? dataSample = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new TextLoader(options, dataSample);
    }

    /// <summary>A loader of text files, with the columns that the <see cref="LoadColumnAttribute"/>s of a class name.</summary>
    /// <typeparam name="TInput">The class.</typeparam>
    /// <param name="catalog">The catalog.</param>
    /// <param name="separatorChar">The character between fields.</param>
    /// <param name="hasHeader">Whether the first line names the columns.</param>
    /// <param name="dataSample">Files to look at when the loader is made: their header names the slots of vectors.</param>
    /// <param name="allowQuoting">Whether fields may be quoted.</param>
    /// <param name="trimWhitespace">Whether white space at the ends of lines is left out.</param>
    /// <param name="allowSparse">Whether lines may be sparse.</param>
    /// <exception cref="InvalidOperationException">A member has no attribute.</exception>
    public static TextLoader CreateTextLoader<TInput>(
        this DataOperationsCatalog catalog, char separatorChar = '\t', bool hasHeader = false, IMultiStreamSource? dataSample = null,
        bool allowQuoting = false, bool trimWhitespace = false, bool allowSparse = false)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return TextLoader.Of<TInput>(Options(null, separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse), dataSample);
    }

    /// <summary>A loader of text files, with the columns that the <see cref="LoadColumnAttribute"/>s of a class name.</summary>
    /// <typeparam name="TInput">The class.</typeparam>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">How the files are read; the columns are those of the class.</param>
    /// <param name="dataSample">Files to look at when the loader is made: their header names the slots of vectors.</param>
    /// <exception cref="InvalidOperationException">A member has no attribute.</exception>
    public static TextLoader CreateTextLoader<TInput>(this DataOperationsCatalog catalog, TextLoader.Options options, IMultiStreamSource? dataSample = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return TextLoader.Of<TInput>(options ?? new TextLoader.Options(), dataSample);
    }

    /// <summary>A view of a text file, which is read as cursors move.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="path">The file; wildcards take several.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="separatorChar">The character between fields.</param>
    /// <param name="hasHeader">Whether the first line names the columns.</param>
    /// <param name="allowQuoting">Whether fields may be quoted.</param>
    /// <param name="trimWhitespace">Whether white space at the ends of lines is left out.</param>
    /// <param name="allowSparse">Whether lines may be sparse.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such file, or an option is out of its range.</exception>
    public static IDataView LoadFromTextFile(
        this DataOperationsCatalog catalog, string path, TextLoader.Column[] columns, char separatorChar = '\t', bool hasHeader = false,
        bool allowQuoting = false, bool trimWhitespace = false, bool allowSparse = false)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        CheckPath(path);
        return new TextLoader(Options(columns, separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse)).Load(new MultiFileSource(path));
    }

    /// <summary>A view of a text file, which is read as cursors move.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="path">The file; wildcards take several.</param>
    /// <param name="options">How the file is read; null takes the columns from its comment, as <see cref="SaveAsText"/> writes it, or is Label and Features.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such file, or an option is out of its range.</exception>
    public static IDataView LoadFromTextFile(this DataOperationsCatalog catalog, string path, TextLoader.Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        CheckPath(path);
        var files = new MultiFileSource(path);
        return new TextLoader(options, files).Load(files);
    }

    /// <summary>A view of a text file, with the columns that the <see cref="LoadColumnAttribute"/>s of a class name.</summary>
    /// <typeparam name="TInput">The class.</typeparam>
    /// <param name="catalog">The catalog.</param>
    /// <param name="path">The file; wildcards take several.</param>
    /// <param name="separatorChar">The character between fields.</param>
    /// <param name="hasHeader">Whether the first line names the columns.</param>
    /// <param name="allowQuoting">Whether fields may be quoted.</param>
    /// <param name="trimWhitespace">Whether white space at the ends of lines is left out.</param>
    /// <param name="allowSparse">Whether lines may be sparse.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such file.</exception>
    /// <exception cref="InvalidOperationException">A member has no attribute.</exception>
    public static IDataView LoadFromTextFile<TInput>(
        this DataOperationsCatalog catalog, string path, char separatorChar = '\t', bool hasHeader = false,
        bool allowQuoting = false, bool trimWhitespace = false, bool allowSparse = false)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        CheckPath(path);
        return TextLoader.Of<TInput>(Options(null, separatorChar, hasHeader, allowQuoting, trimWhitespace, allowSparse), null).Load(new MultiFileSource(path));
    }

    /// <summary>A view of a text file, with the columns that the <see cref="LoadColumnAttribute"/>s of a class name.</summary>
    /// <typeparam name="TInput">The class.</typeparam>
    /// <param name="catalog">The catalog.</param>
    /// <param name="path">The file; wildcards take several.</param>
    /// <param name="options">How the file is read; the columns are those of the class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such file.</exception>
    /// <exception cref="InvalidOperationException">A member has no attribute.</exception>
    public static IDataView LoadFromTextFile<TInput>(this DataOperationsCatalog catalog, string path, TextLoader.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        CheckPath(path);
        return TextLoader.Of<TInput>(options ?? new TextLoader.Options(), null).Load(new MultiFileSource(path));
    }

    /// <summary>Writes the rows of a view as text.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">The view. Columns that text cannot hold, such as images, are left out.</param>
    /// <param name="stream">Takes the text; it is closed at the end.</param>
    /// <param name="separatorChar">The character between fields: a space, tab, comma, semicolon or bar.</param>
    /// <param name="headerRow">Whether the first line names the columns.</param>
    /// <param name="schema">Whether a comment says how to read the file.</param>
    /// <param name="keepHidden">Whether hidden columns are written too.</param>
    /// <param name="forceDense">Whether no line is sparse.</param>
    /// <exception cref="ArgumentOutOfRangeException">The separator is another.</exception>
    public static void SaveAsText(
        this DataOperationsCatalog catalog, IDataView data, Stream stream, char separatorChar = '\t', bool headerRow = true, bool schema = true, bool keepHidden = false, bool forceDense = false)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(stream);
        DataViewSchema.Column[] columns = [.. data.Schema.Where(column => (keepHidden || !column.IsHidden) && TextSaver.CanSave(column.Type))];
        using var writer = new StreamWriter(stream);
        new TextSaver(separatorChar, headerRow, schema, forceDense).Save(data, columns, writer);
    }

    private static TextLoader.Options Options(TextLoader.Column[]? columns, char separator, bool hasHeader, bool allowQuoting, bool trimWhitespace, bool allowSparse) => new()
    {
        Columns = columns,
        Separators = [separator],
        HasHeader = hasHeader,
        AllowQuoting = allowQuoting,
        TrimWhitespace = trimWhitespace,
        AllowSparse = allowSparse,
    };

    private static void CheckPath(string path)
    {
        if (string.IsNullOrEmpty(path)) throw new ArgumentOutOfRangeException(nameof(path), "path cannot be null or empty");
        if (new MultiFileSource(path) is { Count: 0 } || !File.Exists(path) && !Directory.Exists(path) && path.AsSpan().IndexOfAny('*', '?', '+') < 0 && !path.Contains("...", StringComparison.Ordinal))
            throw new ArgumentOutOfRangeException(nameof(path), $"File or directory does not exist at path: {path}");
    }
}
