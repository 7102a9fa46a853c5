using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Networks;
using MlNetDeep.Vision;

namespace MlNetDeep.Pipelines.Tests.Conformance;

/// <summary>What every estimator of the catalog must do; a new one joins with one line.</summary>
public sealed class EstimatorConformanceTests
{
    private static readonly string[] s_features = ["Number", "Exact", "Flag", "CityKey", "Place"];

    private static readonly Dictionary<string, Func<DeepCatalog, IEstimator<DeepTransformer>>> s_estimators = new()
    {
        ["image classification"] = deep => deep.ImageClassification(Fast(new ImageClassificationOptions { LabelColumnName = "KindKey", Architecture = Small, BalanceClasses = true })),
        ["image regression"] = deep => deep.ImageRegression(Fast(new ImageRegressionOptions { LabelColumnName = "Amount", Architecture = Small })),
        ["image regression of a vector"] = deep => deep.ImageRegression(Fast(new ImageRegressionOptions { LabelColumnName = "Amounts", Architecture = Small })),
        ["classification"] = deep => deep.Classification(Fast(new ClassificationOptions { LabelColumnName = "KindKey", FeatureColumnNames = s_features })),
        ["binary classification"] = deep => deep.BinaryClassification(Fast(new BinaryClassificationOptions { LabelColumnName = "Yes", FeatureColumnNames = s_features })),
        ["regression"] = deep => deep.Regression(Fast(new RegressionOptions { LabelColumnName = "Amount", FeatureColumnNames = s_features })),
        ["multi-output regression"] = deep => deep.MultiOutputRegression(Fast(new RegressionOptions { LabelColumnName = "Amounts", FeatureColumnNames = s_features })),
        ["text convolutions"] = deep => deep.TextClassification(Fast(new TextClassificationOptions { LabelColumnName = "KindKey", EmbeddingSize = 8, EncoderSize = 8 })),
        ["text lstm"] = deep => deep.TextClassification(Fast(new TextClassificationOptions { LabelColumnName = "KindKey", EmbeddingSize = 8, EncoderSize = 8, Encoder = TextEncoderKind.Lstm })),
        ["sequence forecasting"] = deep => deep.SequenceForecasting(Fast(new SequenceForecastingOptions { LabelColumnName = "Amounts", Units = [8, 8] })),
        ["sequence forecasting of one"] = deep => deep.SequenceForecasting(Fast(new SequenceForecastingOptions { LabelColumnName = "Amount", Units = [8] })),
        ["network"] = deep => deep.Network(Fast(OwnGraph())),
        ["featurize"] = deep => deep.Featurize(new FeaturizeOptions { Network = Small.Build([8, 8, 3], 2, 1), LayerName = "avgpool", OutputColumnName = "Score" }),
    };

    private readonly MLContext _ml = new(1);

    public static TheoryData<string> Names => [.. s_estimators.Keys];

    internal static IEstimator<DeepTransformer> Create(string name, DeepCatalog deep) => s_estimators[name](deep);

    private static ConvNet Small => new() { Blocks = 1, Filters = 4, Dropout = 0 };

    [Theory]
    [MemberData(nameof(Names))]
    public void The_shape_foretells_the_schema(string name)
    {
        IDataView data = Sample.View(_ml);
        IEstimator<DeepTransformer> estimator = s_estimators[name](_ml.Deep());
        DataViewSchema schema = estimator.Fit(data).GetOutputSchema(data.Schema);
        SchemaShape shape = estimator.GetOutputSchema(_ml.Transforms.Conversion.MapValueToKey("CityKey", "City").Append(_ml.Transforms.Conversion.MapValueToKey("KindKey", "Kind"))
            .GetOutputSchema(_ml.Transforms.CustomMapping<Nothing, Sample>((_, _) => { }, null).GetOutputSchema(new SchemaShape([]))));
        foreach (DataViewSchema.Column column in schema.Skip(data.Schema.Count))
        {
            SchemaShape.Column foretold = shape.Single(c => c.Name == column.Name);
            Assert.Equal(column.Type is VectorDataViewType, foretold.Kind == SchemaShape.Column.VectorKind.Vector);
            Assert.Equal(column.Type is KeyDataViewType, foretold.IsKey);
            // The names of slots come from the label, where it has some.
            Assert.Equal(column.Annotations.Schema.Select(a => a.Name).Where(n => n != "SlotNames").Order(), foretold.Annotations.Select(a => a.Name).Where(n => n != "SlotNames").Order());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_loaded_model_and_single_rows_score_the_same(string name)
    {
        IDataView data = Sample.View(_ml);
        DeepTransformer model = s_estimators[name](_ml.Deep()).Fit(data);
        string[] expected = Print(model.Transform(data), model);
        using var stream = new MemoryStream();
        _ml.Model.Save(model, data.Schema, stream);
        ITransformer loaded = new MLContext().Model.Load(stream, out _);
        DeepTransformer same = Assert.IsType<DeepTransformer>(loaded is TransformerChain<ITransformer> chain ? Assert.Single(chain) : loaded);
        Assert.Equal(expected, Print(same.Transform(data), model));
        Assert.Equal(model.InputColumnNames, same.InputColumnNames);
        Assert.Equal(model.Task, same.Task);

        IRowToRowMapper mapper = model.GetRowToRowMapper(data.Schema);
        DataViewSchema.Column[] added = [.. mapper.OutputSchema.Skip(data.Schema.Count)];
        Assert.Equal(model.InputColumnNames.Order(StringComparer.Ordinal), mapper.GetDependencies(added).Select(c => c.Name).Order(StringComparer.Ordinal));
        DataViewRowCursor cursor = data.GetRowCursor(mapper.GetDependencies(added));
        using DataViewRow row = mapper.GetRow(cursor, added);
        Func<string>[] readers = [.. added.Select(column => Reader(row, column))];
        foreach (string line in expected.Take(20))
        {
            Assert.True(cursor.MoveNext());
            Assert.Equal(line, string.Join(" | ", readers.Select(read => read())));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_model(string name)
    {
        IDataView data = Sample.View(_ml);
        DeepTransformer first = s_estimators[name](new MLContext(7).Deep()).Fit(data), second = s_estimators[name](new MLContext(7).Deep()).Fit(data);
        Assert.Equal(Print(first.Transform(data), first), Print(second.Transform(data), second));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_missing_column_is_named_by_fit_shape_and_transformer(string name)
    {
        IDataView data = Sample.View(_ml), none = _ml.Data.LoadFromEnumerable([new { Unrelated = 1f }]);
        IEstimator<DeepTransformer> estimator = s_estimators[name](_ml.Deep());
        DeepTransformer model = estimator.Fit(data);
        foreach (Action action in new Action[] { () => estimator.Fit(none), () => estimator.GetOutputSchema(new SchemaShape([])), () => model.Transform(none) })
        {
            var e = Assert.Throws<ArgumentOutOfRangeException>(action);
            Assert.StartsWith("Could not find ", e.Message, StringComparison.Ordinal);
            Assert.Equal("inputSchema", e.ParamName);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cursors_of_several_threads_do_not_disturb_each_other(string name)
    {
        IDataView data = Sample.View(_ml);
        DeepTransformer model = s_estimators[name](_ml.Deep()).Fit(data);
        string[] expected = Print(model.Transform(data), model);
        Parallel.For(0, 8, _ => Assert.Equal(expected, Print(model.Transform(Sample.View(new MLContext(1))), model)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_stands_in_a_chain(string name)
    {
        IDataView data = Sample.View(_ml);
        IEstimator<ITransformer> chain = _ml.Transforms.CopyColumns("Copy", "Number").AppendCacheCheckpoint(_ml).Append(s_estimators[name](_ml.Deep())).Append(_ml.Transforms.CopyColumns("Again", "Score"));
        // Images are not cached: the checkpoint would drop them.
        if (name.Contains("image", StringComparison.Ordinal) || name == "featurize")
            chain = _ml.Transforms.CopyColumns("Copy", "Number").Append(s_estimators[name](_ml.Deep())).Append(_ml.Transforms.CopyColumns("Again", "Score"));
        ITransformer model = chain.Fit(data);
        Assert.Equal(96, model.Transform(data).Preview(200).RowView.Length);
    }

    private static T Fast<T>(T options) where T : DeepTrainingOptions
    {
        (options.Epochs, options.BatchSize, options.LearningRate, options.ExampleWeightColumnName, options.Seed) = (2, 16, 0.01, "Weight", 5);
        return options;
    }

    private static NetworkOptions OwnGraph()
    {
        Node place = Network.Input([2], "place"), city = Network.Input([1], "city");
        Node joined = new Concatenate().Call(place, city.Apply(new Embedding(4, 3)).Apply(new Flatten())).Apply(new Dense(8) { Activation = "relu" });
        var network = new Network([place, city], [joined.Apply(new Dense(2) { Name = "kind" }), joined.Apply(new Dense(1) { Name = "amount" })], seed: 1);
        return new NetworkOptions
        {
            Network = network,
            Inputs = [new("place", "Place"), new("city", "CityKey")],
            Outputs = [new("kind", "Score") { LabelColumnName = "KindKey", PredictedLabelColumnName = "PredictedLabel" }, new("amount", "Estimate") { LabelColumnName = "Amount", Loss = "huber" }],
        };
    }

    private static string[] Print(IDataView data, DeepTransformer model)
    {
        DataViewSchema.Column[] added = [.. data.Schema.Where(c => model.OutputColumnNames.Contains(c.Name))];
        using DataViewRowCursor cursor = data.GetRowCursor(added);
        Func<string>[] readers = [.. added.Select(column => Reader(cursor, column))];
        var lines = new List<string>();
        while (cursor.MoveNext()) lines.Add(string.Join(" | ", readers.Select(read => read())));
        return [.. lines];
    }

    private static Func<string> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType) return Read<VBuffer<float>>(row, column, v => string.Join(' ', v.DenseValues()));
        if (column.Type is KeyDataViewType) return Read<uint>(row, column, v => $"{v}");
        return column.Type is BooleanDataViewType ? Read<bool>(row, column, v => $"{v}") : Read<float>(row, column, v => $"{v}");
    }

    private static Func<string> Read<T>(DataViewRow row, DataViewSchema.Column column, Func<T, string> print)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return print(value);
        };
    }

    public sealed class Nothing
    {
    }
}
