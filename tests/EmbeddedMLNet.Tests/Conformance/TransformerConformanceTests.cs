using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace EmbeddedMLNet.Tests.Conformance;

/// <summary>What every estimator and its transformer must do; a new one joins with one line.</summary>
public sealed class TransformerConformanceTests
{
    private static readonly Dictionary<string, Func<TransformsCatalog, IEstimator<ITransformer>>> s_estimators = new()
    {
        ["copy"] = t => t.CopyColumns("Out", "V"),
        ["concatenate"] = t => t.Concatenate("Out", "V", "F"),
        ["drop"] = t => t.DropColumns("Lab"),
        ["select"] = t => t.SelectColumns("V", "K"),
        ["value to key"] = t => t.Conversion.MapValueToKey("Out", "Lab"),
        ["number to key"] = t => t.Conversion.MapValueToKey("Out", "V"),
        ["convert type"] = t => t.Conversion.ConvertType("Out", "V", DataKind.Double),
        ["key to vector"] = t => t.Conversion.MapKeyToVector("Out", "K"),
        ["map value"] = t => t.Conversion.MapValue("Out", [KeyValuePair.Create("a", 1f), KeyValuePair.Create("b", 2f)], "Lab"),
        ["map value to keys"] = t => t.Conversion.MapValue("Out", [KeyValuePair.Create("a", "x"), KeyValuePair.Create("b", "y")], "Lab", treatValuesAsKeyType: true),
        ["map value to vectors"] = t => t.Conversion.MapValue("Out", [KeyValuePair.Create("a", new[] { 1f, 2 }), KeyValuePair.Create("b", new[] { 3f, 4 })], "Lab"),
        ["one hot"] = t => t.Categorical.OneHotEncoding("Out", "Lab"),
        ["binary digits in place"] = t => t.Categorical.OneHotEncoding("Lab", outputKind: OneHotEncodingEstimator.OutputKind.Binary),
        ["key to value"] = t => t.Conversion.MapValueToKey("Key", "Lab").Append(t.Conversion.MapKeyToValue("Out", "Key")),
        ["min max"] = t => t.NormalizeMinMax("Out", "V"),
        ["replace missing values"] = t => t.ReplaceMissingValues("Out", "V", MissingValueReplacingEstimator.ReplacementMode.Mean),
        ["indicate missing values"] = t => t.IndicateMissingValues("Out", "V"),
        ["mean variance in place"] = t => t.NormalizeMeanVariance("V", fixZero: false),
    };

    private readonly MLContext _ml = new(1);

    public static TheoryData<string> Names => [.. s_estimators.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_shape_foretells_the_schema(string name)
    {
        IDataView data = Sample.View(_ml);
        IEstimator<ITransformer> estimator = s_estimators[name](_ml.Transforms);
        SchemaShape foretold = estimator.GetOutputSchema(SchemaShape.Create(data.Schema));
        SchemaShape actual = SchemaShape.Create(estimator.Fit(data).GetOutputSchema(data.Schema));
        Assert.Equal(Describe(actual), Describe(foretold));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void View_mapper_and_loaded_model_agree(string name)
    {
        IDataView data = Sample.View(_ml);
        ITransformer model = s_estimators[name](_ml.Transforms).Fit(data);
        string[] expected = Print(model.Transform(data));
        using var stream = new MemoryStream();
        _ml.Model.Save(model, data.Schema, stream);
        Assert.Equal(expected, Print(new MLContext().Model.Load(stream, out _).Transform(data)));

        IRowToRowMapper mapper = model.GetRowToRowMapper(data.Schema);
        Assert.Equal(model.GetOutputSchema(data.Schema).Select(c => c.ToString()), mapper.OutputSchema.Select(c => c.ToString()));
        Assert.All(mapper.GetDependencies(mapper.OutputSchema), c => Assert.Equal(data.Schema[c.Index].Name, c.Name));
        DataViewRowCursor cursor = data.GetRowCursor(mapper.GetDependencies(mapper.OutputSchema));
        using DataViewRow row = mapper.GetRow(cursor, mapper.OutputSchema);
        Func<string>[] printers = Printers(row);
        foreach (string line in expected)
        {
            Assert.True(cursor.MoveNext());
            Assert.Equal(line, string.Join(' ', printers.Select(p => p())));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cursors_of_several_threads_do_not_disturb_each_other(string name)
    {
        IDataView data = Sample.View(_ml, 200);
        IDataView output = s_estimators[name](_ml.Transforms).Fit(data).Transform(data);
        string[] expected = Print(output);
        Parallel.For(0, 4, _ => Assert.Equal(expected, Print(output)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_missing_column_is_named(string name)
    {
        IDataView empty = _ml.Data.LoadFromEnumerable([new { Unrelated = 1f }]);
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => s_estimators[name](_ml.Transforms).Fit(empty).Transform(empty));
        Assert.StartsWith("Could not find input column '", e.Message, StringComparison.Ordinal);
        Assert.Contains(e.ParamName, (string[])["inputSchema", "input", "data"]);
    }

    private static string[] Describe(SchemaShape shape) =>
        [.. shape.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => $"{c.Name}: {c.GetTypeString()} [{string.Join(", ", c.Annotations.Select(a => $"{a.Name}: {a.GetTypeString()}").Order(StringComparer.Ordinal))}]")];

    private static string[] Print(IDataView data)
    {
        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
        Func<string>[] printers = Printers(cursor);
        var lines = new List<string>();
        while (cursor.MoveNext()) lines.Add(string.Join(' ', printers.Select(p => p())));
        return [.. lines];
    }

    private static Func<string>[] Printers(DataViewRow row) => [.. row.Schema.Select(c => Generic.Call(c.Type.RawType, new Printer(row, c)))];

    private readonly struct Printer(DataViewRow row, DataViewSchema.Column column) : IGenericFunction<Func<string>>
    {
        public Func<string> Invoke<T>()
        {
            ValueGetter<T> getter = row.GetGetter<T>(column);
            T value = default!;
            return () =>
            {
                getter(ref value);
                return value is System.Collections.IEnumerable items and not string ? string.Join(',', items.Cast<object>()) : value!.ToString()!;
            };
        }
    }
}
