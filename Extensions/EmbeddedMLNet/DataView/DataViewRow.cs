using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>One row of a data view: the values of its active columns, read through getters.</summary>
public abstract class DataViewRow : IDisposable
{
    /// <summary>Creates a row.</summary>
    protected DataViewRow()
    {
    }

    /// <summary>The index of the row in its pass: -1 before the first and after the last row.</summary>
    public abstract long Position { get; }

    /// <summary>The batch of the row, for the cursors of one set: it never decreases in a cursor and belongs to one cursor.</summary>
    public abstract long Batch { get; }

    /// <summary>The schema of the row: always the whole schema of its view, whatever is active.</summary>
    public abstract DataViewSchema Schema { get; }

    /// <summary>A getter of an identifier of the row that does not depend on the order in which rows are read.</summary>
    public abstract ValueGetter<DataViewRowId> GetIdGetter();

    /// <summary>Whether the column was asked for and can be read.</summary>
    public abstract bool IsColumnActive(DataViewSchema.Column column);

    /// <summary>A getter of a column, made once and called on each row.</summary>
    /// <typeparam name="TValue">The raw type of the column.</typeparam>
    /// <param name="column">A column of <see cref="Schema"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column is not active.</exception>
    /// <exception cref="InvalidOperationException"><typeparamref name="TValue"/> is not the raw type of the column.</exception>
    public abstract ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column);

    /// <summary>Releases what the row holds, its input row included.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the row holds.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
