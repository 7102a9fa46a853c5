using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmbeddedMLNet.Tests.Conformance;

/// <summary>What every view must do; a new one joins with one line.</summary>
public sealed class DataViewConformanceTests
{
    private static readonly Dictionary<string, Func<MLContext, IDataView>> s_views = new()
    {
        ["enumerable"] = ml => Sample.View(ml, 30),
        ["train set"] = ml => ml.Data.TrainTestSplit(Sample.View(ml, 30), 0.4).TrainSet,
        ["fold by key"] = ml => ml.Data.CrossValidationSplit(Sample.View(ml, 30), 2, "Lab")[0].TrainSet,
        ["taken"] = ml => ml.Data.TakeRows(Sample.View(ml, 30), 7),
        ["skipped"] = ml => ml.Data.SkipRows(Sample.View(ml, 30), 7),
        ["shuffled"] = ml => ml.Data.ShuffleRows(Sample.View(ml, 30), 3, 8),
        ["bootstrap"] = ml => ml.Data.BootstrapSample(Sample.View(ml, 30), 3),
        ["out of bag"] = ml => ml.Data.BootstrapSample(Sample.View(ml, 30), 3, complement: true),
        ["filtered by value"] = ml => ml.Data.FilterRowsByColumn(Sample.View(ml, 30), "F", 3, 20),
        ["filtered by key"] = ml => ml.Data.FilterRowsByKeyColumnFraction(Sample.View(ml, 30), "K", 0, 0.5),
        ["without missing values"] = ml => ml.Data.FilterRowsByMissingValues(Sample.View(ml, 30), "F", "V"),
        ["cached"] = ml => ml.Data.Cache(Sample.View(ml, 30)),
        ["mapped"] = ml => ml.Transforms.Concatenate("X", "F", "V").Fit(Sample.View(ml, 30)).Transform(Sample.View(ml, 30)),
        ["selected"] = ml => ml.Transforms.SelectColumns("F", "V", "K").Fit(Sample.View(ml, 30)).Transform(Sample.View(ml, 30)),
        ["custom"] = ml => ml.Transforms.CustomMapping<Sample, Twin>((s, t) => t.G = s.F, null).Fit(Sample.View(ml, 30)).Transform(Sample.View(ml, 30)),
    };

    public static TheoryData<string> Names => [.. s_views.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Cursors_keep_the_rules(string name)
    {
        IDataView data = s_views[name](new MLContext(1));
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema["V"], data.Schema["K"]]);
        Assert.Equal(-1, cursor.Position);
        Assert.Equal(data.Schema.Count, cursor.Schema.Count);
        Assert.True(cursor.IsColumnActive(data.Schema["V"]));
        Assert.False(cursor.IsColumnActive(data.Schema["F"]));
        Assert.StartsWith("requested column not active", Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<float>(data.Schema["F"])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Invalid TValue in GetGetter for column #V", Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<VBuffer<int>>(data.Schema["V"])).Message, StringComparison.Ordinal);
        ValueGetter<VBuffer<float>> v = cursor.GetGetter<VBuffer<float>>(data.Schema["V"]);
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
        var ids = new HashSet<DataViewRowId>();
        VBuffer<float> first = default;
        VBuffer<float> again = default;
        long rows = 0;
        while (cursor.MoveNext())
        {
            Assert.Equal(rows++, cursor.Position);
            v(ref first);
            v(ref again);
            Assert.Equal(first.DenseValues(), again.DenseValues());
            DataViewRowId rowId = default;
            id(ref rowId);
            Assert.True(ids.Add(rowId), "two rows have one identifier");
        }
        Assert.True(rows > 0);
        Assert.Equal(-1, cursor.Position);
        Assert.False(cursor.MoveNext());
        if (data.GetRowCount() is { } count) Assert.Equal(count, rows);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cursor_set_gives_the_rows_of_a_cursor(string name)
    {
        IDataView data = s_views[name](new MLContext(1));
        float[] expected = [.. data.GetColumn<float>("F").Order()];
        var actual = new List<float>();
        foreach (DataViewRowCursor cursor in data.GetRowCursorSet([data.Schema["F"]], 4))
        {
            using DataViewRowCursor one = cursor;
            ValueGetter<float> getter = one.GetGetter<float>(data.Schema["F"]);
            float value = 0;
            while (one.MoveNext())
            {
                getter(ref value);
                actual.Add(value);
            }
        }
        Assert.Equal(expected, actual.Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_pass_is_the_same(string name)
    {
        IDataView data = s_views[name](new MLContext(1));
        Assert.Equal(data.GetColumn<float>("F").ToArray(), data.GetColumn<float>("F").ToArray());
    }

    public sealed class Twin
    {
        public float G { get; set; }
    }
}
