using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines;
using MlNetDeep.Tensors;

namespace MlNetDeep.Benchmarks.Pipelines;

/// <summary>Scores the same rows in three ways: the network on tensors, a cursor that batches, and one row after the other.</summary>
internal sealed class ScoringBenchmark
{
    private const int BatchSize = 1024;

    private readonly DeepTransformer _transformer;
    private readonly IDataView _rows;
    private readonly InferencePlan _plan;
    private readonly Tensor[] _numbers;
    private readonly Tensor[][] _keys;

    public ScoringBenchmark(string csv, string training)
    {
        var ml = new MLContext(1);
        IDataView rides = TaxiRides.Load(ml, training);
        EstimatorChain<DeepTransformer> pipeline = ml.Transforms.Conversion.MapValueToKey([new InputOutputColumnPair("Vendor"), new InputOutputColumnPair("RateCode"), new InputOutputColumnPair("Payment")])
            .Append(ml.Deep().Regression(new RegressionOptions
            {
                LabelColumnName = "Fare",
                FeatureColumnNames = ["Passengers", "Seconds", "Distance", "Vendor", "RateCode", "Payment"],
                Architecture = new Mlp { HiddenUnits = [128, 128, 64] },
                Epochs = 2,
                BatchSize = 256,
                Seed = 1,
            }));
        Model = pipeline.Fit(rides);
        _transformer = ((TransformerChain<DeepTransformer>)Model).LastTransformer;
        // In memory, as objects would be: reading the file is measured elsewhere.
        IDataView keyed = ((IEnumerable<ITransformer>)Model).First().Transform(TaxiRides.Load(ml, csv));
        _rows = ml.Data.Cache(keyed);
        (_numbers, _keys) = Encode();
        _plan = _transformer.Network.ForInference();
    }

    public ITransformer Model { get; }

    public double Direct()
    {
        Stopwatch watch = Stopwatch.StartNew();
        double sum = 0;
        for (int i = 0; i < _numbers.Length; i++)
        {
            using IDisposable noGrad = Tensor.NoGrad();
            using StepScope scope = StepScope.Begin();
            foreach (float value in _plan.Predict([_numbers[i], .. _keys[i]])[0].Span) sum += value;
        }
        return Checked(sum, watch);
    }

    public double Transform()
    {
        Stopwatch watch = Stopwatch.StartNew();
        double sum = 0;
        IDataView scored = _transformer.Transform(_rows);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Score"]]);
        ValueGetter<float> score = cursor.GetGetter<float>(scored.Schema["Score"]);
        float value = 0;
        while (cursor.MoveNext())
        {
            score(ref value);
            sum += value;
        }
        return Checked(sum, watch);
    }

    public double RowByRow()
    {
        Stopwatch watch = Stopwatch.StartNew();
        double sum = 0;
        IRowToRowMapper mapper = _transformer.GetRowToRowMapper(_rows.Schema);
        DataViewSchema.Column[] wanted = [mapper.OutputSchema["Score"]];
        DataViewRowCursor cursor = _rows.GetRowCursor(mapper.GetDependencies(wanted));
        using DataViewRow row = mapper.GetRow(cursor, wanted);
        ValueGetter<float> score = row.GetGetter<float>(wanted[0]);
        float value = 0;
        while (cursor.MoveNext())
        {
            score(ref value);
            sum += value;
        }
        return Checked(sum, watch);
    }

    private static double Checked(double sum, Stopwatch watch) => double.IsFinite(sum) ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException("the scores are not finite");

    private (Tensor[] Numbers, Tensor[][] Keys) Encode()
    {
        float[][] numbers = [.. new[] { "Passengers", "Seconds", "Distance" }.Select(name => _rows.GetColumn<float>(name).ToArray())];
        uint[][] keys = [.. new[] { "Vendor", "RateCode", "Payment" }.Select(name => _rows.GetColumn<uint>(name).ToArray())];
        int count = numbers[0].Length;
        int[] starts = [.. Enumerable.Range(0, (count + BatchSize - 1) / BatchSize).Select(i => i * BatchSize)];
        return (
            [.. starts.Select(start => Tensor.From([.. Rows(start, count).SelectMany(row => numbers.Select(column => column[row]))], [Rows(start, count).Count(), numbers.Length]))],
            [.. starts.Select(start => keys.Select(column => Tensor.From([.. Rows(start, count).Select(row => (float)column[row])], [Rows(start, count).Count(), 1])).ToArray())]);
    }

    private static IEnumerable<int> Rows(int start, int count) => Enumerable.Range(start, Math.Min(BatchSize, count - start));
}
