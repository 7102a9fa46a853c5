namespace Microsoft.ML;

/// <summary>
/// A table with a schema, read by cursors. It is lazy: nothing is computed until a cursor moves, and each cursor is a new pass.
/// </summary>
public interface IDataView
{
    /// <summary>Whether cursors can return the rows in random order when they are given a random generator.</summary>
    bool CanShuffle { get; }

    /// <summary>The columns, with their types and annotations.</summary>
    DataViewSchema Schema { get; }

    /// <summary>The number of rows, or null when it is not known without reading them.</summary>
    long? GetRowCount();

    /// <summary>Starts one pass over the rows.</summary>
    /// <param name="columnsNeeded">The columns that will be read; the others stay inactive and cost nothing.</param>
    /// <param name="rand">When given and <see cref="CanShuffle"/> is true, the rows come in random order.</param>
    DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null);

    /// <summary>
    /// Starts one pass that is divided among several cursors, for parallel reading: their rows are disjoint and together are all rows.
    /// </summary>
    /// <param name="columnsNeeded">The columns that will be read.</param>
    /// <param name="n">The wished number of cursors; fewer may be returned.</param>
    /// <param name="rand">When given and <see cref="CanShuffle"/> is true, the rows come in random order.</param>
    DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null);
}
