using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDeep.Pipelines.Tests.Parity.Programs;

/// <summary>Views: made from objects, split, shuffled, cached, filtered.</summary>
public static class DataPrograms
{
    public static void EnumerableOfAllTypes(MLContext ml, Printer print) => print.View(ml.Data.LoadFromEnumerable([new AllTypes(), new AllTypes { Text = "", Numbers = [], Key = 0 }]));

    public static void EnumerableWithAttributes(MLContext ml, Printer print) =>
        print.View(ml.Data.LoadFromEnumerable([new Attributed { Hidden = "h" }, new Attributed { First = 2, Second = [3, 4] }]));

    public static void EnumerableWithADefinition(MLContext ml, Printer print)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(House));
        definition["City"].ColumnName = "Town";
        definition["Place"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        definition["Price"].AddAnnotation("Unit", "EUR".AsMemory(), TextDataViewType.Instance);
        print.View(ml.Data.LoadFromEnumerable(House.Some, definition));
        foreach (SchemaDefinition.Column column in definition) print.Line($"{column.MemberName} {column.ColumnName} {column.ColumnType}");
    }

    public static void EnumerableWithASchema(MLContext ml, Printer print)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("City", TextDataViewType.Instance);
        builder.AddColumn("Place", new VectorDataViewType(NumberDataViewType.Single, 2));
        print.View(ml.Data.LoadFromEnumerable(House.Some, builder.ToSchema()));
    }

    public static void EnumerableIsReadAtEveryPass(MLContext ml, Printer print)
    {
        int pulled = 0;
        IEnumerable<House> rows = House.Some.Select(h => { pulled++; return h; });
        IDataView data = ml.Data.LoadFromEnumerable(rows);
        IDataView mapped = ml.Transforms.CopyColumns("Copy", "Size").Fit(data).Transform(data);
        print.Value("after fit and transform", pulled);
        _ = mapped.GetColumn<float>("Copy").ToArray();
        _ = mapped.GetColumn<float>("Rooms").ToArray();
        print.Value("after two passes", pulled);
        IDataView cached = ml.Data.Cache(mapped);
        _ = cached.GetColumn<float>("Copy").ToArray();
        _ = cached.GetColumn<float>("Copy").ToArray();
        print.Value("after two passes of a cache", pulled);
    }

    public static void CreateEnumerable(MLContext ml, Printer print)
    {
        foreach (AllTypes row in ml.Data.CreateEnumerable<AllTypes>(ml.Data.LoadFromEnumerable([new AllTypes { R4 = 7 }]), reuseRowObject: false)) print.Properties(row);
    }

    public static void CreateEnumerableOfMissingColumns(MLContext ml, Printer print)
    {
        print.Error(() => _ = ml.Data.CreateEnumerable<Scored>(House.View(ml), reuseRowObject: false).First());
        print.Value("ignored", ml.Data.CreateEnumerable<Scored>(House.View(ml), reuseRowObject: false, ignoreMissingColumns: true).Count());
    }

    public static void CreateEnumerableOfAnotherType(MLContext ml, Printer print) =>
        print.Error(() => _ = ml.Data.CreateEnumerable<CityAsNumber>(House.View(ml), reuseRowObject: false).First());

    public static void GetColumn(MLContext ml, Printer print)
    {
        print.Value("floats", House.View(ml).GetColumn<float>("Size"));
        print.Value("strings", House.View(ml).GetColumn<string>("City"));
        print.Value("characters", House.View(ml).GetColumn<ReadOnlyMemory<char>>("City"));
        IDataView data = House.View(ml);
        foreach (float[] place in data.GetColumn<float[]>(data.Schema["Place"])) print.Value("place", place);
        print.Value("buffers", House.View(ml).GetColumn<VBuffer<float>>("Place"));
    }

    public static void GetColumnErrors(MLContext ml, Printer print)
    {
        print.Error(() => _ = House.View(ml).GetColumn<float>("Nope").Count());
        print.Error(() => _ = House.View(ml).GetColumn<float>("City").Count());
        print.Error(() => _ = House.View(ml).GetColumn<float>("Place").Count());
        print.Error(() => _ = House.View(ml).GetColumn<double>("Size").Count());
        print.Error(() => _ = House.View(ml).GetColumn<string[]>("Place").Count());
    }

    public static void SchemaLookups(MLContext ml, Printer print)
    {
        DataViewSchema schema = House.View(ml).Schema;
        print.Error(() => _ = schema["Nope"]);
        print.Error(() => _ = schema[99]);
        print.Value("missing", schema.GetColumnOrNull("Nope"));
        print.Value("column", schema["Place"]);
        print.Value("schema", schema.ToString());
        print.Value("annotations", schema["Place"].Annotations.ToString());
    }

    public static void CursorRules(MLContext ml, Printer print)
    {
        IDataView data = House.View(ml);
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema["Size"]]);
        print.Value("before", cursor.Position);
        print.Value("batch", cursor.Batch);
        print.Error(() => cursor.GetGetter<float>(data.Schema["Rooms"]));
        print.Error(() => cursor.GetGetter<int>(data.Schema["Size"]));
        print.Value("active", $"{cursor.IsColumnActive(data.Schema["Size"])} {cursor.IsColumnActive(data.Schema["Rooms"])}");
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
        while (cursor.MoveNext())
        {
            DataViewRowId value = default;
            id(ref value);
            print.Value("position", $"{cursor.Position} {value.Low} {value.High}");
        }
        print.Value("after", cursor.Position);
        print.Value("again", cursor.MoveNext());
    }

    public static void Take(MLContext ml, Printer print)
    {
        print.View(ml.Data.TakeRows(House.View(ml), 2));
        print.View(ml.Data.TakeRows(House.View(ml), 99));
    }

    public static void Skip(MLContext ml, Printer print)
    {
        print.View(ml.Data.SkipRows(House.View(ml), 2));
        print.View(ml.Data.SkipRows(House.View(ml), 99));
    }

    public static void TakeAndSkipErrors(MLContext ml, Printer print)
    {
        print.Error(() => ml.Data.TakeRows(House.View(ml), 0));
        print.Error(() => ml.Data.TakeRows(House.View(ml), -1));
        print.Error(() => ml.Data.SkipRows(House.View(ml), -1));
        print.Error(() => ml.Data.TakeRows(null!, 1));
    }

    public static void Shuffle(MLContext ml, Printer print)
    {
        IDataView data = ml.Data.ShuffleRows(Numbers(ml, 20), seed: 3, shufflePoolSize: 5);
        print.Rows(data, 0);
        print.Value("sorted", data.GetColumn<float>("Value").Order());
        print.Value("repeats", data.GetColumn<float>("Value").SequenceEqual(data.GetColumn<float>("Value")));
        print.Error(() => ml.Data.ShuffleRows(data, shufflePoolSize: 0));
    }

    public static void FilterByColumn(MLContext ml, Printer print)
    {
        print.View(ml.Data.FilterRowsByColumn(House.View(ml), "Size", lowerBound: 45, upperBound: 120));
        print.View(ml.Data.FilterRowsByColumn(House.View(ml), "Price", lowerBound: 0));
        print.Error(() => ml.Data.FilterRowsByColumn(House.View(ml), "City"));
        print.Error(() => ml.Data.FilterRowsByColumn(House.View(ml), "Nope"));
        print.Error(() => ml.Data.FilterRowsByColumn(House.View(ml), "Size", 3, 2));
    }

    public static void FilterByMissingValues(MLContext ml, Printer print)
    {
        print.View(ml.Data.FilterRowsByMissingValues(House.View(ml), "Size"));
        print.View(ml.Data.FilterRowsByMissingValues(House.View(ml), "Size", "Place"));
        print.Error(() => ml.Data.FilterRowsByMissingValues(House.View(ml), "City"));
        print.Error(() => ml.Data.FilterRowsByMissingValues(House.View(ml), "Nope"));
        print.Error(() => ml.Data.FilterRowsByMissingValues(House.View(ml)));
    }

    public static void FilterByKeyFraction(MLContext ml, Printer print)
    {
        IDataView keyed = ml.Transforms.Conversion.MapValueToKey("Key", "Value").Fit(Numbers(ml, 10)).Transform(Numbers(ml, 10));
        print.Value("kept", ml.Data.FilterRowsByKeyColumnFraction(keyed, "Key", 0.2, 0.5).GetColumn<float>("Value"));
        print.Error(() => ml.Data.FilterRowsByKeyColumnFraction(keyed, "Value", 0.2, 0.5));
        print.Error(() => ml.Data.FilterRowsByKeyColumnFraction(keyed, "Nope", 0.2, 0.5));
    }

    public static void TrainTestSplit(MLContext ml, Printer print)
    {
        DataOperationsCatalog.TrainTestData split = ml.Data.TrainTestSplit(Numbers(ml, 200), 0.2);
        print.Schema(split.TrainSet.Schema);
        print.Schema(split.TestSet.Schema);
        print.Value("rows", $"{split.TrainSet.GetRowCount()} {split.TestSet.GetRowCount()}");
        print.Value("all once", split.TrainSet.GetColumn<float>("Value").Concat(split.TestSet.GetColumn<float>("Value")).Distinct().Count());
        print.Value("order kept", split.TestSet.GetColumn<float>("Value").SequenceEqual(split.TestSet.GetColumn<float>("Value").Order()));
        print.Error(() => ml.Data.TrainTestSplit(Numbers(ml, 10), 0));
        print.Error(() => ml.Data.TrainTestSplit(Numbers(ml, 10), 1));
        print.Error(() => ml.Data.TrainTestSplit(Numbers(ml, 10), 0.1, "Nope"));
        print.Error(() => ml.Data.TrainTestSplit(null!, 0.1));
    }

    public static void CrossValidationSplit(MLContext ml, Printer print)
    {
        IReadOnlyList<DataOperationsCatalog.TrainTestData> folds = ml.Data.CrossValidationSplit(Numbers(ml, 50), 4);
        print.Value("folds", folds.Count);
        print.Schema(folds[0].TrainSet.Schema);
        print.Value("tests cover all", folds.SelectMany(f => f.TestSet.GetColumn<float>("Value")).Order().SequenceEqual(Enumerable.Range(0, 50).Select(i => (float)i)));
        print.Error(() => ml.Data.CrossValidationSplit(Numbers(ml, 10), 1));
        print.Error(() => ml.Data.CrossValidationSplit(Numbers(ml, 10), 3, "Nope"));
    }

    public static void SplitByGroup(MLContext ml, Printer print)
    {
        IDataView data = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new Grouped { Group = "g" + (i % 20), Value = i }));
        DataOperationsCatalog.TrainTestData split = ml.Data.TrainTestSplit(data, 0.3, "Group");
        print.Value("shared groups", split.TrainSet.GetColumn<string>("Group").Intersect(split.TestSet.GetColumn<string>("Group")).Count());
        print.Value("all", split.TrainSet.GetColumn<float>("Value").Count() + split.TestSet.GetColumn<float>("Value").Count());
    }

    public static void Bootstrap(MLContext ml, Printer print)
    {
        IDataView data = ml.Data.BootstrapSample(Numbers(ml, 30), seed: 5);
        print.Schema(data.Schema);
        print.Value("only known rows", data.GetColumn<float>("Value").All(v => v is >= 0 and < 30));
        print.Value("row count", data.GetRowCount());
        print.Value("can shuffle", data.CanShuffle);
    }

    public static void Cache(MLContext ml, Printer print)
    {
        print.View(ml.Data.Cache(House.View(ml)));
        print.View(ml.Data.Cache(House.View(ml), "Size"));
        print.Error(() => ml.Data.Cache(House.View(ml), "Nope"));
    }

    public static void Preview(MLContext ml, Printer print)
    {
        DataDebuggerPreview preview = House.View(ml).Preview(2);
        print.Line(preview.ToString());
        foreach (DataDebuggerPreview.RowInfo row in preview.RowView) print.Line(row.ToString() + ": " + string.Join(", ", row.Values.Select(v => $"{v.Key}={Printer.Text(v.Value)}")));
        foreach (DataDebuggerPreview.ColumnInfo column in preview.ColumnView) print.Line(column.ToString() + ": " + string.Join(", ", column.Values.Select(Printer.Text)));
        print.Line(ml.Transforms.CopyColumns("Copy", "Size").Preview(House.View(ml), 1, 1).ToString());
        print.Error(() => House.View(ml).Preview(-1));
    }

    public static void TypesAsText(MLContext ml, Printer print)
    {
        _ = ml;
        print.Value("key", new KeyDataViewType(typeof(uint), 3));
        print.Value("long key", new KeyDataViewType(typeof(ulong), ulong.MaxValue));
        print.Value("vector", new VectorDataViewType(NumberDataViewType.Single, 4));
        print.Value("matrix", new VectorDataViewType(NumberDataViewType.Double, 2, 3));
        print.Value("variable", new VectorDataViewType(TextDataViewType.Instance));
        print.Value("half known", new VectorDataViewType(NumberDataViewType.Byte, 2, 0));
        print.Error(() => _ = new KeyDataViewType(typeof(int), 3));
        print.Error(() => _ = new KeyDataViewType(typeof(uint), 0));
        print.Error(() => _ = new KeyDataViewType(typeof(byte), 300));
        print.Error(() => _ = new VectorDataViewType(NumberDataViewType.Single, -1));
        print.Error(() => _ = new VectorDataViewType(null!, 1));
        print.Value("equal", new VectorDataViewType(NumberDataViewType.Single, 4).Equals(new VectorDataViewType(NumberDataViewType.Single, 4)));
        print.Value("equal by dimensions", new VectorDataViewType(NumberDataViewType.Single, 4).Equals(new VectorDataViewType(NumberDataViewType.Single, 2, 2)));
    }

    public static void VectorBuffers(MLContext ml, Printer print)
    {
        _ = ml;
        var sparse = new VBuffer<float>(5, 2, [7, 8], [1, 3]);
        print.Value("sparse", sparse);
        print.Value("dense values", sparse.DenseValues());
        print.Value("all items", sparse.Items(all: true).Select(i => i.Value));
        print.Value("item", sparse.GetItemOrDefault(3));
        print.Value("text", sparse.ToString());
        VBuffer<float> copy = default;
        sparse.CopyToDense(ref copy);
        print.Value("dense", copy);
        sparse.CopyTo(ref copy, 2, 3);
        print.Value("part", copy);
        print.Error(() => _ = new VBuffer<float>(-1, []));
        print.Error(() => _ = new VBuffer<float>(3, [1, 2]));
        print.Error(() => sparse.GetItemOrDefault(5));
        VBufferEditor<float> editor = VBufferEditor.Create(ref copy, 4, 2);
        editor.Values[0] = 1;
        editor.Values[1] = 2;
        editor.Indices[0] = 0;
        editor.Indices[1] = 3;
        print.Value("edited", editor.Commit());
        print.Value("truncated", editor.CommitTruncated(1));
    }

    private static IDataView Numbers(MLContext ml, int count) => ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Number { Value = i }));

    public sealed class Number
    {
        public float Value { get; set; }
    }

    public sealed class Grouped
    {
        public string Group { get; set; } = "";

        public float Value { get; set; }
    }

    public sealed class CityAsNumber
    {
        public float City { get; set; }
    }

    public sealed class Attributed
    {
        public float Property { get; set; }

        [ColumnName("Renamed")]
        public float First = 1;

        [VectorType(2)]
        public double[] Second = [1, 2];

        [NoColumn]
        public string Hidden = "";

        public string? Nothing;
    }
}
