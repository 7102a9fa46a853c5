namespace Microsoft.ML.Data;

/// <summary>A number for each row of a view, by which rows are chosen.</summary>
internal interface IRowNumber
{
    /// <summary>The column that the number comes from; null when rows are numbered as they come.</summary>
    DataViewSchema.Column? Column { get; }

    /// <summary>A function that gives the number of the cursor's row, once per row; NaN for a row that belongs nowhere.</summary>
    Func<double> Create(DataViewRowCursor cursor);
}
