using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace EmbeddedMLNet.Tests.Core.Chains;

public sealed class EstimatorChainTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Wrong_columns_are_found_before_any_row_is_read()
    {
        var rows = new CountingRows(5);
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Key", "Lab").Append(_ml.Transforms.Concatenate("Features", "F", "Nope"));
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => pipeline.Fit(_ml.Data.LoadFromEnumerable(rows)));
        Assert.Equal("Could not find input column 'Nope' (Parameter 'inputSchema')", e.Message);
        Assert.Equal(0, rows.Pulled);
    }

    [Fact]
    public void A_chain_is_flat_enumerable_and_knows_its_last_parts()
    {
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Key", "Lab")
            .Append(_ml.Transforms.CopyColumns("F2", "F"))
            .Append(_ml.Transforms.Concatenate("Features", "F", "F2"));
        Assert.IsType<ColumnConcatenatingEstimator>(pipeline.LastEstimator);
        TransformerChain<ColumnConcatenatingTransformer> model = pipeline.Fit(Sample.View(_ml));
        Assert.IsType<ColumnConcatenatingTransformer>(model.LastTransformer);
        Assert.Equal([typeof(ValueToKeyMappingTransformer), typeof(ColumnCopyingTransformer), typeof(ColumnConcatenatingTransformer)], model.Select(t => t.GetType()));
        Assert.True(((ITransformer)model).IsRowToRowMapper);
    }

    [Fact]
    public void Scopes_choose_what_trains_and_what_scores()
    {
        var pipeline = new EstimatorChain<ITransformer>()
            .Append(_ml.Transforms.CopyColumns("A", "F"), TransformerScope.Training)
            .Append(_ml.Transforms.CopyColumns("B", "A"), TransformerScope.Everything)
            .Append(_ml.Transforms.CopyColumns("C", "F"), TransformerScope.Scoring)
            .Append(_ml.Transforms.CopyColumns("D", "F"));
        TransformerChain<ColumnCopyingTransformer> model = pipeline.Fit(Sample.View(_ml));
        Assert.Equal(4, model.Count());
        Assert.Equal(3, model.GetModelFor(TransformerScope.Scoring).Count());
        Assert.Equal(2, model.GetModelFor(TransformerScope.TrainTest).Count(t => t is ColumnCopyingTransformer) - 1);
    }

    [Fact]
    public void A_cache_checkpoint_reads_the_source_once_for_all_that_follows()
    {
        static int Pulled(bool cache)
        {
            var ml = new MLContext(1);
            var rows = new CountingRows(6);
            var start = ml.Transforms.CopyColumns("L", "Lab");
            EstimatorChain<ITransformer> pipeline = new EstimatorChain<ITransformer>().Append<ITransformer>(start);
            if (cache) pipeline = pipeline.AppendCacheCheckpoint(ml);
            pipeline.Append(ml.Transforms.Conversion.MapValueToKey("K1", "L")).Append(ml.Transforms.Conversion.MapValueToKey("K2", "L")).Fit(ml.Data.LoadFromEnumerable(rows));
            return rows.Pulled;
        }
        Assert.Equal(6, Pulled(cache: true));
        Assert.Equal(12, Pulled(cache: false));
    }

    [Fact]
    public void A_delegate_sees_what_was_fitted()
    {
        ValueToKeyMappingTransformer? seen = null;
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Key", "Lab").WithOnFitDelegate(t => seen = t);
        Assert.Same(pipeline.Fit(Sample.View(_ml)), seen);
    }

    [Fact]
    public void A_composed_mapper_gives_the_same_rows_as_the_view()
    {
        IDataView data = Sample.View(_ml);
        var model = _ml.Transforms.Concatenate("A", "F", "V").Append(_ml.Transforms.Concatenate("B", "A", "F")).Append(_ml.Transforms.DropColumns("A")).Fit(data);
        IRowToRowMapper mapper = ((ITransformer)model).GetRowToRowMapper(data.Schema);
        DataViewSchema.Column b = mapper.OutputSchema["B"];
        Assert.Equal(["F", "V"], mapper.GetDependencies([b]).Select(c => c.Name));
        float[][] expected = [.. model.Transform(data).GetColumn<float[]>("B")];
        using DataViewRowCursor cursor = data.GetRowCursor(mapper.GetDependencies([b]));
        using DataViewRow row = mapper.GetRow(cursor, [b]);
        ValueGetter<VBuffer<float>> getter = row.GetGetter<VBuffer<float>>(row.Schema["B"]);
        VBuffer<float> value = default;
        foreach (float[] wanted in expected)
        {
            Assert.True(cursor.MoveNext());
            getter(ref value);
            Assert.Equal(wanted, value.DenseValues());
        }
    }

    [Fact]
    public void The_number_of_scopes_must_fit() => Assert.Throws<ArgumentException>(() => new TransformerChain<ITransformer>([], [TransformerScope.Everything]));
}
