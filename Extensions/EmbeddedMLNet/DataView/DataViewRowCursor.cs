namespace Microsoft.ML;

/// <summary>A row that moves over a data view.</summary>
public abstract class DataViewRowCursor : DataViewRow
{
    /// <summary>Creates a cursor, before the first row.</summary>
    protected DataViewRowCursor()
    {
    }

    /// <summary>Moves to the next row; false after the last one.</summary>
    public abstract bool MoveNext();
}
