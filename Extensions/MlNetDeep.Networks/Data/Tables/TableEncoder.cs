using System.Globalization;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Makes the numbers that a network takes out of the texts of a table with mixed columns. What it needs to know (means, deviations, values
/// of categories) is learned from the training rows alone and then applied to any rows.
/// </summary>
/// <remarks>
/// Empty fields, "?" and "NaN" are missing: a missing number becomes the mean (0 after scaling) and sets an indicator of its own when
/// training rows lack some; a missing category, or a value that the training rows do not have, is all zeros.
/// </remarks>
/// <example>
/// <code>
/// TableEncoder encoder = TableEncoder.Fit(train, [new("trip_distance", ColumnKind.LogNumber), new("payment_type", ColumnKind.Category)]);
/// Tensor inputs = encoder.Encode(train), test = encoder.Encode(testRows);
/// </code>
/// </example>
public sealed class TableEncoder
{
    private readonly Encoded[] _columns;

    private TableEncoder(Encoded[] columns) => _columns = columns;

    /// <summary>The number of numbers that a row becomes.</summary>
    public int Width => _columns.Sum(column => column.Names.Length);

    /// <summary>What each number is: a column, <c>column=value</c>, or <c>column missing</c>.</summary>
    public IReadOnlyList<string> FeatureNames => [.. _columns.SelectMany(column => column.Names)];

    /// <summary>Learns from training rows.</summary>
    /// <param name="table">The fields of each column, by its name; all of the same length.</param>
    /// <param name="columns">The columns to use; at least one.</param>
    /// <returns>The encoder.</returns>
    /// <exception cref="ArgumentException">A column is not in the table, is empty or of another length, or a field is no number.</exception>
    public static TableEncoder Fit(IReadOnlyDictionary<string, IReadOnlyList<string>> table, IReadOnlyList<TableColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0) throw new ArgumentException("an encoder needs at least one column", nameof(columns));
        int rows = Rows(table, columns);
        if (rows == 0) throw new ArgumentException("an encoder needs at least one row to learn from", nameof(table));
        return new TableEncoder([.. columns.Select(column => column.Kind == ColumnKind.Category ? Categories(column, table[column.Name]) : Numbers(column, table[column.Name]))]);
    }

    /// <summary>Encodes rows.</summary>
    /// <param name="table">The fields of each column, by its name; all of the same length. Further columns are of no matter.</param>
    /// <returns>[rows, <see cref="Width"/>].</returns>
    /// <exception cref="ArgumentException">A column is not in the table or of another length, or a field is no number.</exception>
    public Tensor Encode(IReadOnlyDictionary<string, IReadOnlyList<string>> table)
    {
        ArgumentNullException.ThrowIfNull(table);
        int rows = Rows(table, [.. _columns.Select(column => column.Column)]), width = Width, at = 0;
        Tensor encoded = Tensor.Zeros([rows, width]);
        foreach (Encoded column in _columns)
        {
            for (int row = 0; row < rows; row++) column.Write(row, table[column.Column.Name][row], encoded.Span.Slice(row * width + at, column.Names.Length));
            at += column.Names.Length;
        }
        return encoded;
    }

    private static int Rows(IReadOnlyDictionary<string, IReadOnlyList<string>> table, IReadOnlyList<TableColumn> columns)
    {
        foreach (TableColumn column in columns)
            if (!table.ContainsKey(column.Name)) throw new ArgumentException($"the table has no column '{column.Name}'; it has {string.Join(", ", table.Keys)}", nameof(table));
        int rows = table[columns[0].Name].Count;
        foreach (TableColumn column in columns)
            if (table[column.Name].Count != rows) throw new ArgumentException($"column '{column.Name}' has {table[column.Name].Count} rows; '{columns[0].Name}' has {rows}", nameof(table));
        return rows;
    }

    private static bool IsMissing(string field) => field.Length == 0 || field is "?" || field.Equals("nan", StringComparison.OrdinalIgnoreCase);

    private static Encoded Categories(TableColumn column, IReadOnlyList<string> fields)
    {
        string[] values = [.. fields.Where(field => !IsMissing(field)).Distinct().Order(StringComparer.Ordinal)];
        Dictionary<string, int> places = values.Select((value, i) => (value, i)).ToDictionary(pair => pair.value, pair => pair.i, StringComparer.Ordinal);
        return new Encoded(column, [.. values.Select(value => $"{column.Name}={value}")], (_, field, destination) =>
        {
            if (places.TryGetValue(field, out int place)) destination[place] = 1;
        });
    }

    private static Encoded Numbers(TableColumn column, IReadOnlyList<string> fields)
    {
        double mean = 0, squares = 0;
        int count = 0;
        for (int row = 0; row < fields.Count; row++)
        {
            if (IsMissing(fields[row])) continue;
            double value = Parse(column, row, fields[row]), difference = value - mean;
            mean += difference / ++count;
            squares += difference * (value - mean);
        }
        // A column that never changes says nothing, and is not blown up to noise.
        double deviation = count > 0 && squares > 0 ? Math.Sqrt(squares / count) : 1;
        bool marks = count < fields.Count;
        return new Encoded(column, marks ? [column.Name, $"{column.Name} missing"] : [column.Name], (row, field, destination) =>
        {
            if (!IsMissing(field)) destination[0] = (float)((Parse(column, row, field) - mean) / deviation);
            else if (marks) destination[1] = 1;
        });
    }

    private static double Parse(TableColumn column, int row, string field)
    {
        if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
            throw new ArgumentException($"column '{column.Name}', row {row}: '{field}' is not a number");
        if (column.Kind != ColumnKind.LogNumber) return value;
        return value >= 0 ? Math.Log(1 + value) : throw new ArgumentException($"column '{column.Name}', row {row}: {field} is below 0, which {nameof(ColumnKind.LogNumber)} does not take");
    }

    private delegate void WriteField(int row, string field, Span<float> destination);

    private sealed record Encoded(TableColumn Column, string[] Names, WriteField Write);
}
