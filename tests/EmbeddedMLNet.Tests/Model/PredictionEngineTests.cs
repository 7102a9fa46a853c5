using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmbeddedMLNet.Tests.Model;

public sealed class PredictionEngineTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void An_engine_predicts_what_the_view_says()
    {
        IDataView data = Sample.View(_ml, 5);
        var model = Model(data);
        using PredictionEngine<Sample, Prediction> engine = _ml.Model.CreatePredictionEngine<Sample, Prediction>(model);
        Assert.Equal(model.Transform(data).GetColumn<float[]>("Features"), Sample.Make(5).Select(s => engine.Predict(s).Features!));
        Assert.Equal(["a", "b", "c", "a", "b"], Sample.Make(5).Select(s => engine.Predict(s).Back));
        Assert.NotNull(engine.OutputSchema.GetColumnOrNull("Features"));
    }

    [Fact]
    public void Predictions_are_independent_but_a_given_object_is_reused()
    {
        using var engine = _ml.Model.CreatePredictionEngine<Sample, Prediction>(Model(Sample.View(_ml)));
        Prediction first = engine.Predict(Sample.Make(1).Single());
        engine.Predict(Sample.Make(3).Last());
        Assert.Equal([0, 0, 0], first.Features!);
        float[] buffer = first.Features!;
        engine.Predict(Sample.Make(3).Last(), ref first);
        Assert.Same(buffer, first.Features);
        Assert.Equal([2, 2, -2], buffer);
    }

    [Fact]
    public void Missing_columns_are_ignored_unless_told_otherwise()
    {
        var model = Model(Sample.View(_ml));
        Assert.Null(_ml.Model.CreatePredictionEngine<Sample, Other>(model).Predict(new Sample()).Nope);
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Model.CreatePredictionEngine<Sample, Other>(model, ignoreMissingColumns: false));
        Assert.Equal("Could not find  column 'Nope' (Parameter 'Schema')", e.Message);
    }

    [Fact]
    public void A_schema_gives_the_types_that_a_class_leaves_open()
    {
        IDataView data = Sample.View(_ml);
        var model = Model(data);
        Assert.Equal([1, 5, 6], _ml.Model.CreatePredictionEngine<Loose, Prediction>(model, data.Schema).Predict(new Loose { F = 1, V = [5, 6], Lab = "b" }).Features!);
    }

    [Fact]
    public void A_model_must_map_row_to_row()
    {
        var e = Assert.Throws<ArgumentException>(() => _ml.Model.CreatePredictionEngine<Sample, Prediction>(new NotAMapper()));
        Assert.StartsWith("Must be a row to row mapper", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_say_whether_the_engine_owns_the_model()
    {
        var owned = new NotAMapper { IsRowToRowMapper = true };
        _ml.Model.CreatePredictionEngine<Sample, Prediction>(owned, new PredictionEngineOptions { OwnsTransformer = false }).Dispose();
        Assert.False(owned.Disposed);
        var engine = _ml.Model.CreatePredictionEngine<Sample, Prediction>(owned, new PredictionEngineOptions());
        engine.Dispose();
        Assert.True(owned.Disposed);
        Assert.Throws<ObjectDisposedException>(() => engine.Predict(new Sample()));
    }

    [Fact]
    public void With_a_schema_each_member_needs_its_column()
    {
        IDataView data = Sample.View(_ml);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Model.CreatePredictionEngine<Sample, Other>(Model(data), data.Schema));
    }

    private TransformerChain<ITransformer> Model(IDataView data) =>
        new EstimatorChain<ITransformer>().Append<ITransformer>(_ml.Transforms.Conversion.MapValueToKey("Key", "Lab"))
            .Append<ITransformer>(_ml.Transforms.Concatenate("Features", "F", "V")).Append<ITransformer>(_ml.Transforms.Conversion.MapKeyToValue("Back", "Key")).Fit(data);

    public sealed class Prediction
    {
        public float[]? Features { get; set; }

        public string? Back { get; set; }
    }

    public sealed class Other
    {
        public string? Nope { get; set; }
    }

    public sealed class Loose
    {
        public float F { get; set; }

        public float[]? V { get; set; }

        public string? Lab { get; set; }
    }

    private sealed class NotAMapper : ITransformer, IDisposable
    {
        public bool IsRowToRowMapper { get; init; }

        public bool Disposed { get; private set; }

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IDataView Transform(IDataView input) => input;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => ((ITransformer)new TransformerChain<ITransformer>()).GetRowToRowMapper(inputSchema);

        public void Dispose() => Disposed = true;

        void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException();
    }
}
