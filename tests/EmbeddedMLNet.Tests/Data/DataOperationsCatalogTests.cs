using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmbeddedMLNet.Tests.Data;

public sealed class DataOperationsCatalogTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Nothing_is_read_until_a_cursor_moves_and_each_cursor_is_a_new_pass()
    {
        var rows = new CountingRows(5);
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        IDataView output = _ml.Transforms.Concatenate("Features", "F", "V").Fit(data).Transform(data);
        Assert.Equal(0, rows.Pulled);
        _ = output.GetColumn<float[]>("Features").ToArray();
        _ = output.GetColumn<float>("F").ToArray();
        Assert.Equal(10, rows.Pulled);
    }

    [Fact]
    public void A_cache_reads_its_source_once()
    {
        var rows = new CountingRows(5);
        IDataView data = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(rows));
        Assert.Equal(0, rows.Pulled);
        Assert.Equal(data.GetColumn<float[]>("V").ToArray(), data.GetColumn<float[]>("V").ToArray());
        Assert.Equal(5, rows.Pulled);
        Assert.Equal(5, data.GetRowCount());
        Assert.True(data.CanShuffle);
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema["V"]], new Random(3));
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(data.Schema["V"]);
        VBuffer<float> value = default;
        var seen = new List<float>();
        while (cursor.MoveNext())
        {
            getter(ref value);
            seen.Add(value.GetItemOrDefault(0));
        }
        Assert.Equal([0, 1, 2, 3, 4], seen.Order());
    }

    [Fact]
    public void A_cache_prefetches_what_it_is_told_to()
    {
        var rows = new CountingRows(5);
        IDataView data = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(rows), "F", "Lab");
        _ = data.GetColumn<float>("F").ToArray();
        _ = data.GetColumn<string>("Lab").ToArray();
        Assert.Equal(5, rows.Pulled);
    }

    [Fact]
    public void Cursors_follow_the_rules_of_position_and_activity()
    {
        IDataView data = Sample.View(_ml, 2);
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema["F"]]);
        Assert.Equal(-1, cursor.Position);
        Assert.True(cursor.IsColumnActive(data.Schema["F"]));
        Assert.False(cursor.IsColumnActive(data.Schema["V"]));
        Assert.Equal("requested column not active (Parameter 'column')", Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<VBuffer<float>>(data.Schema["V"])).Message);
        Assert.Equal("Invalid TValue in GetGetter for column #F: Single: 'System.Int32', expected type: 'System.Single'.",
            Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<int>(data.Schema["F"])).Message);
        Assert.Equal(4, cursor.Schema.Count);
        Assert.True(cursor.MoveNext());
        Assert.Equal(0, cursor.Position);
        Assert.True(cursor.MoveNext());
        Assert.False(cursor.MoveNext());
        Assert.Equal(-1, cursor.Position);
        Assert.False(cursor.MoveNext());
    }

    [Fact]
    public void Getters_reuse_the_buffers_of_vectors()
    {
        IDataView data = Sample.View(_ml, 2);
        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(data.Schema["V"]);
        VBuffer<float> value = default;
        cursor.MoveNext();
        getter(ref value);
        VBuffer<float> kept = value;
        cursor.MoveNext();
        getter(ref value);
        Assert.Equal(1, kept.GetItemOrDefault(0));
    }

    [Fact]
    public void Row_counts_and_shuffling_are_told_as_in_mlnet()
    {
        IDataView data = Sample.View(_ml, 7);
        Assert.False(data.CanShuffle);
        Assert.Equal(7, data.GetRowCount());
        Assert.Null(_ml.Data.LoadFromEnumerable(new CountingRows(7)).GetRowCount());
        Assert.Null(_ml.Data.TrainTestSplit(data).TrainSet.GetRowCount());
        Assert.Equal(3, _ml.Data.TakeRows(data, 3).GetRowCount());
        Assert.Equal(4, _ml.Data.SkipRows(data, 3).GetRowCount());
        Assert.Single(data.GetRowCursorSet(data.Schema, 4));
    }

    [Fact]
    public void Splits_are_disjoint_and_together_everything_in_order() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int, byte, byte>((seed, rows, part) =>
        {
            IDataView data = Sample.View(_ml, rows + 1);
            var split = _ml.Data.TrainTestSplit(data, (part + 1) / 258.0, seed: seed);
            float[] train = [.. split.TrainSet.GetColumn<float>("F")];
            float[] test = [.. split.TestSet.GetColumn<float>("F")];
            Assert.Equal(train.Order(), train);
            Assert.Equal(test.Order(), test);
            Assert.Equal(Enumerable.Range(0, rows + 1).Select(i => (float)i), train.Concat(test).Order());
        }));

    [Fact]
    public void Folds_test_each_row_once()
    {
        IDataView data = Sample.View(_ml, 200);
        var folds = _ml.Data.CrossValidationSplit(data);
        Assert.Equal(5, folds.Count);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => (float)i), folds.SelectMany(f => f.TestSet.GetColumn<float>("F")).Order());
        Assert.All(folds, f => Assert.Equal(200, f.TestSet.GetColumn<float>("F").Count() + f.TrainSet.GetColumn<float>("F").Count()));
    }

    [Fact]
    public void Split_sizes_are_about_the_fraction()
    {
        int count = _ml.Data.TrainTestSplit(Sample.View(_ml, 5000), 0.2).TestSet.GetColumn<float>("F").Count();
        Assert.InRange(count, 850, 1150);
    }

    [Fact]
    public void A_split_is_the_same_in_each_context_without_a_seed_and_as_with_42()
    {
        static float[] Test(MLContext ml, int? seed) => [.. ml.Data.TrainTestSplit(Sample.View(ml, 100), 0.2, seed: seed).TestSet.GetColumn<float>("F")];
        Assert.Equal(Test(new MLContext(), null), Test(new MLContext(), null));
        Assert.Equal(Test(new MLContext(), 42), Test(new MLContext(), null));
        Assert.Equal(Test(new MLContext(9), null), Test(new MLContext(), 9));
        Assert.NotEqual(Test(new MLContext(9), null), Test(new MLContext(), null));
    }

    [Fact]
    public void A_sampling_key_keeps_groups_together()
    {
        var split = _ml.Data.TrainTestSplit(Sample.View(_ml, 300), 0.5, samplingKeyColumnName: "Lab", seed: 3);
        Assert.Empty(split.TrainSet.GetColumn<string>("Lab").Intersect(split.TestSet.GetColumn<string>("Lab")));
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.TrainTestSplit(Sample.View(_ml), samplingKeyColumnName: "Nope"));
        Assert.Contains("'Nope'", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public void A_fraction_outside_0_and_1_is_refused(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.TrainTestSplit(Sample.View(_ml), fraction));

    [Fact]
    public void Shuffling_keeps_all_rows_whatever_the_pool() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int, byte, byte>((seed, rows, pool) =>
        {
            IDataView shuffled = _ml.Data.ShuffleRows(Sample.View(_ml, rows), seed, pool + 1);
            float[] values = [.. shuffled.GetColumn<float[]>("V").Select(v => v[0])];
            Assert.Equal(Enumerable.Range(0, rows).Select(i => (float)i), values.Order());
            Assert.Equal(values, shuffled.GetColumn<float>("F"));
        }));

    [Fact]
    public void Shuffling_changes_the_order_and_repeats_with_the_seed()
    {
        float[] a = [.. _ml.Data.ShuffleRows(Sample.View(_ml, 50), 5).GetColumn<float>("F")];
        Assert.NotEqual(a.Order(), a);
        Assert.Equal(a, new MLContext().Data.ShuffleRows(Sample.View(_ml, 50), 5).GetColumn<float>("F"));
    }

    [Fact]
    public void Rows_are_taken_and_skipped()
    {
        IDataView data = Sample.View(_ml, 5);
        Assert.Equal([0, 1], _ml.Data.TakeRows(data, 2).GetColumn<float>("F"));
        Assert.Equal([3, 4], _ml.Data.SkipRows(data, 3).GetColumn<float>("F"));
        Assert.Empty(_ml.Data.SkipRows(data, 9).GetColumn<float>("F"));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.TakeRows(data, 0));
    }

    [Fact]
    public void Objects_survive_the_round_trip()
    {
        // Single keys of objects are counted from 0, those of columns from 1.
        Sample[] expected = [.. Sample.Make(4)];
        foreach (Sample row in expected) row.K++;
        Sample[] actual = [.. _ml.Data.CreateEnumerable<Sample>(Sample.View(_ml, 4), reuseRowObject: false)];
        Assert.Equivalent(expected, actual);
        Assert.Single(_ml.Data.CreateEnumerable<Sample>(Sample.View(_ml, 4), reuseRowObject: true).Distinct());
    }

    [Fact]
    public void A_missing_column_is_an_error_unless_it_is_ignored()
    {
        IDataView data = Sample.View(_ml, 2);
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.CreateEnumerable<Scored>(data, false));
        Assert.StartsWith("Could not find  column 'Label' (Parameter 'Schema')", e.Message, StringComparison.Ordinal);
        Assert.Equal(2, _ml.Data.CreateEnumerable<Scored>(data, false, ignoreMissingColumns: true).Count());
    }

    [Fact]
    public void A_member_of_another_type_than_its_column_is_an_error()
    {
        var data = _ml.Data.LoadFromEnumerable([new { Label = "x", Score = 1f, PredictedLabel = 2u }]);
        Assert.Contains("Can't bind the IDataView column 'Label' of type 'String'", Assert.Throws<InvalidOperationException>(() => _ml.Data.CreateEnumerable<Scored>(data, false, true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vector_of_another_size_or_a_null_row_is_named()
    {
        IDataView wrong = _ml.Data.LoadFromEnumerable([new Sample { V = [1, 2, 3] }]);
        Assert.Contains("'V' has 2 items, but a row has 3", Assert.Throws<InvalidOperationException>(() => wrong.GetColumn<float[]>("V").ToArray()).Message, StringComparison.Ordinal);
        IDataView nulls = _ml.Data.LoadFromEnumerable(new Sample[] { new(), null! });
        Assert.Contains("row 1 ", Assert.Throws<InvalidOperationException>(() => nulls.GetColumn<float>("F").ToArray()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_are_read_as_their_raw_type_text_or_arrays()
    {
        IDataView data = Sample.View(_ml, 3);
        Assert.Equal(["a", "b", "c"], data.GetColumn<string>("Lab"));
        Assert.Equal("b", data.GetColumn<ReadOnlyMemory<char>>("Lab").ElementAt(1).ToString());
        Assert.Equal([2, -2], data.GetColumn<float[]>("V").Last());
        Assert.Equal([2, -2], data.GetColumn<VBuffer<float>>("V").ToArray()[2].DenseValues());
        Assert.Equal("Column 'Nope' not found (Parameter 'name')", Assert.Throws<ArgumentOutOfRangeException>(() => data.GetColumn<float>("Nope")).Message);
        Assert.Equal("Cannot map column (name: Lab, type: String) in data to the user-defined type, System.Single. (Parameter 'column')",
            Assert.Throws<ArgumentOutOfRangeException>(() => data.GetColumn<float>("Lab")).Message);
    }

    [Fact]
    public void A_preview_shows_rows_and_columns()
    {
        DataDebuggerPreview preview = Sample.View(_ml, 10).Preview(3);
        Assert.Equal(3, preview.RowView.Length);
        Assert.Equal(4, preview.ColumnView.Length);
        Assert.Equal("F", preview.RowView[0].Values[0].Key);
        Assert.Equal(2f, preview.ColumnView[0].Values[2]);
        Assert.Equal("4 columns, 3 rows", preview.ToString());
        Assert.Equal(5, _ml.Transforms.CopyColumns("G", "F").Preview(Sample.View(_ml)).ColumnView.Length);
    }

    [Fact]
    public void A_schema_gives_types_and_annotations_to_objects()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Loose { V = [1, 2] }], Sample.View(_ml).Schema);
        Assert.Equal("Vector<Single, 2>", data.Schema["V"].Type.ToString());
    }

    private sealed class Loose
    {
        public float[]? V { get; set; }
    }
}
