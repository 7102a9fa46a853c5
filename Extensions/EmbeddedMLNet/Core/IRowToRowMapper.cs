namespace Microsoft.ML.Data;

/// <summary>Maps one row to another.</summary>
public interface IRowToRowMapper
{
    /// <summary>The schema of the rows that it takes.</summary>
    DataViewSchema InputSchema { get; }

    /// <summary>The schema of the rows that it gives.</summary>
    DataViewSchema OutputSchema { get; }

    /// <summary>The columns of <see cref="InputSchema"/> that are read for columns of <see cref="OutputSchema"/>.</summary>
    /// <param name="dependingColumns">The columns of the output.</param>
    IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns);

    /// <summary>The output row of an input row; it follows the input row when that moves, and disposes of it.</summary>
    /// <param name="input">A row of <see cref="InputSchema"/> in which the dependencies are active.</param>
    /// <param name="activeColumns">The columns of the output that will be read.</param>
    DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns);
}
