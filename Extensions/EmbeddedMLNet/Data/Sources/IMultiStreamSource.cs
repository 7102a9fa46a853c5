namespace Microsoft.ML.Data;

/// <summary>Some streams that hold the same kind of data, such as the files of a folder.</summary>
public interface IMultiStreamSource
{
    /// <summary>The number of streams.</summary>
    int Count { get; }

    /// <summary>The path of a stream; null when it has none.</summary>
    /// <param name="index">The stream, from 0.</param>
    string? GetPathOrNull(int index);

    /// <summary>Opens a stream from its start.</summary>
    /// <param name="index">The stream, from 0.</param>
    Stream Open(int index);

    /// <summary>Opens a stream of text from its start.</summary>
    /// <param name="index">The stream, from 0.</param>
    TextReader OpenTextReader(int index);
}
