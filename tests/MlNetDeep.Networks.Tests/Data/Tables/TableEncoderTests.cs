namespace MlNetDeep.Networks.Tests;

public class TableEncoderTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> s_train = new()
    {
        ["age"] = ["20", "?", "40"],
        ["pay"] = ["0", "9", "99"],
        ["city"] = ["Rome", "Bonn", ""],
        ["same"] = ["5", "5", "5"],
    };

    private static readonly TableColumn[] s_columns =
        [new("age", ColumnKind.Number), new("city", ColumnKind.Category), new("pay", ColumnKind.LogNumber), new("same", ColumnKind.Number)];

    [Fact]
    public void Numbers_are_scaled_categories_have_a_place_each_and_what_is_missing_is_marked()
    {
        TableEncoder encoder = TableEncoder.Fit(s_train, s_columns);
        Assert.Equal(["age", "age missing", "city=Bonn", "city=Rome", "pay", "same"], encoder.FeatureNames);
        float tail = (float)Math.Sqrt(1.5);
        float[] expected = [-1, 0, 0, 1, -tail, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, tail, 0];
        float[] actual = encoder.Encode(s_train).ToArray();
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-6f);
    }

    [Fact]
    public void Other_rows_are_encoded_by_what_was_learned()
    {
        TableEncoder encoder = TableEncoder.Fit(s_train, s_columns);
        var row = new Dictionary<string, IReadOnlyList<string>> { ["age"] = ["50"], ["pay"] = ["NaN"], ["city"] = ["Paris"], ["same"] = ["7"], ["other"] = [] };
        Assert.Equal([2, 0, 0, 0, 0, 2], encoder.Encode(row).ToArray());
    }

    [Fact]
    public void What_cannot_be_encoded_names_column_row_and_field()
    {
        Refused("column 'city', row 0: 'Rome' is not a number", s_train, new TableColumn("city", ColumnKind.Number));
        Refused("the table has no column 'name'; it has age, pay, city, same", s_train, new TableColumn("name", ColumnKind.Number));
        Refused("row 1: -2 is below 0", new() { ["x"] = ["1", "-2"] }, new TableColumn("x", ColumnKind.LogNumber));
        Refused("column 'y' has 1 rows; 'x' has 2", new() { ["x"] = ["1", "2"], ["y"] = ["1"] }, new TableColumn("x", ColumnKind.Number), new TableColumn("y", ColumnKind.Number));
        Refused("at least one row", new() { ["x"] = [] }, new TableColumn("x", ColumnKind.Number));
        Refused("at least one column", s_train);
    }

    private static void Refused(string expected, Dictionary<string, IReadOnlyList<string>> table, params TableColumn[] columns) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => TableEncoder.Fit(table, columns)).Message, StringComparison.Ordinal);
}
