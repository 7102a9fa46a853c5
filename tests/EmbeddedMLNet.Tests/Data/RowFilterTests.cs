using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmbeddedMLNet.Tests.Data;

public sealed class RowFilterTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void A_range_has_its_lower_bound_but_not_its_upper_one()
    {
        Assert.Equal([-1, -0.5f, 0, 0.5f], _ml.Data.FilterRowsByColumn(View(-2, -1, -0.5f, float.NaN, 0, 0.5f, 1), "F", -1, 1).GetColumn<float>("F"));
        Assert.Equal([-2, 1], _ml.Data.FilterRowsByColumn(View(-2, float.NaN, 1, float.PositiveInfinity), "F").GetColumn<float>("F"));
    }

    [Theory]
    [InlineData("F", 3, 1, "Must be less than lowerBound (Parameter 'upperBound')")]
    [InlineData("F", 1, 1, "Must be less than lowerBound (Parameter 'upperBound')")]
    [InlineData("Lab", 0, 1, "Schema mismatch for filter column 'Lab': expected number, got String (Parameter 'columnName')")]
    [InlineData("K", 0, 1, "Schema mismatch for filter column 'K': expected number, got Key<UInt32, 0-2> (Parameter 'columnName')")]
    [InlineData("Nope", 0, 1, "Column 'Nope' not found (Parameter 'name')")]
    [InlineData("", 0, 1, "columnName cannot be null or empty (Parameter 'columnName')")]
    [InlineData("F", double.NaN, 1, "Must be less than lowerBound (Parameter 'upperBound')")]
    public void Bounds_and_columns_are_checked(string column, double lower, double upper, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByColumn(Sample.View(_ml), column, lower, upper)).Message);

    [Fact]
    public void Integers_cannot_be_filtered() => Assert.Equal("Column 'I' does not have compatible type (Parameter 'Column')",
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByColumn(_ml.Data.LoadFromEnumerable([new { I = 1 }]), "I", 0, 1)).Message);

    [Fact]
    public void Keys_are_filtered_by_their_place()
    {
        IDataView data = Sample.View(_ml, 6);
        Assert.Equal([0, 3], _ml.Data.FilterRowsByKeyColumnFraction(data, "K", 0, 0.5).GetColumn<float>("F"));
        Assert.Equal([1, 2, 4, 5], _ml.Data.FilterRowsByKeyColumnFraction(data, "K", 0.5, 1).GetColumn<float>("F"));
        Assert.Empty(_ml.Data.FilterRowsByKeyColumnFraction(data, "K", 0.3, 0.3).GetColumn<float>("F"));
    }

    [Theory]
    [InlineData("K", -1, 1, "Must be in [0, 1] (Parameter 'lowerBound')")]
    [InlineData("K", 0, 2, "Must be in [0, 1] (Parameter 'upperBound')")]
    [InlineData("K", 0.6, 0.4, "Must be no less than lowerBound (Parameter 'upperBound')")]
    [InlineData("F", 0, 1, "Schema mismatch for filter column 'F': expected KeyType, got Single (Parameter 'columnName')")]
    public void Fractions_and_key_columns_are_checked(string column, double lower, double upper, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByKeyColumnFraction(Sample.View(_ml), column, lower, upper)).Message);

    [Fact]
    public void Rows_with_missing_values_go()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new Sample[]
        {
            new() { F = 1, V = [1, 2], K = 1 }, new() { F = float.NaN, V = [1, 2], K = 1 }, new() { F = 3, V = [float.NaN, 2], K = 2 }, new() { F = 4, V = [0, 0], K = 3 },
        });
        Assert.Equal([1, 3, 4], _ml.Data.FilterRowsByMissingValues(data, "F").GetColumn<float>("F"));
        Assert.Equal([1, 4], _ml.Data.FilterRowsByMissingValues(data, "F", "V").GetColumn<float>("F"));
    }

    [Theory]
    [InlineData("Column 'Lab' has type String which does not support missing values, so we cannot filter on them (Parameter 'Columns')", "Lab")]
    [InlineData("Source column 'Nope' not found (Parameter 'Columns')", "Nope")]
    [InlineData("Source column 'F' specified multiple times (Parameter 'Columns')", "F", "F")]
    [InlineData("Specified argument was out of the range of valid values. (Parameter 'columns')")]
    public void Columns_of_missing_values_are_checked(string message, params string[] columns) =>
        Assert.Equal(message, Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByMissingValues(Sample.View(_ml), columns)).Message);

    [Fact]
    public void Counts_are_checked()
    {
        IDataView data = Sample.View(_ml);
        Assert.Equal("Must be greater than zero. (Parameter 'count')", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.TakeRows(data, 0)).Message);
        Assert.Equal("Must be greater than zero. (Parameter 'count')", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.SkipRows(data, -1)).Message);
        Assert.Equal("Must be positive (Parameter 'shufflePoolSize')", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.ShuffleRows(data, 1, 0)).Message);
        Assert.Equal("Must be between 0 and 1 exclusive (Parameter 'testFraction')", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.TrainTestSplit(data, 1)).Message);
        Assert.Equal("Must be more than 1 (Parameter 'numberOfFolds')", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.CrossValidationSplit(data, 1)).Message);
        Assert.Equal(3, _ml.Data.TakeRows(data, 3).GetRowCount());
        Assert.Equal(3, _ml.Data.SkipRows(data, 7).GetRowCount());
    }

    [Fact]
    public void Several_cursors_share_one_that_is_mapped()
    {
        IDataView data = Sample.View(_ml, 300);
        IDataView output = _ml.Transforms.Concatenate("X", "F", "V").Fit(data).Transform(data);
        DataViewRowCursor[] cursors = output.GetRowCursorSet([output.Schema["X"]], 4);
        Assert.Equal(4, cursors.Length);
        Assert.Single(output.GetRowCursorSet([output.Schema["F"]], 4));
        float[][] parts = [.. cursors.AsParallel().Select(Read)];
        Assert.Equal(Enumerable.Range(0, 300).Select(i => (float)i), parts.SelectMany(p => p).Order());
    }

    private static float[] Read(DataViewRowCursor cursor)
    {
        using DataViewRowCursor one = cursor;
        ValueGetter<VBuffer<float>> getter = one.GetGetter<VBuffer<float>>(one.Schema["X"]);
        VBuffer<float> value = default;
        var rows = new List<float>();
        long batch = 0;
        while (one.MoveNext())
        {
            Assert.True(one.Batch >= batch);
            batch = one.Batch;
            getter(ref value);
            rows.Add(value.GetItemOrDefault(0));
        }
        return [.. rows];
    }

    private IDataView View(params float[] values) => _ml.Data.LoadFromEnumerable(values.Select(v => new { F = v }).ToArray());
}
