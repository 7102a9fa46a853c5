using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace EmbeddedMLNet.Tests.Transforms;

public sealed class NormalizationTests
{
    private static readonly float[] s_values = [-2, 0, 1, 4];
    private readonly MLContext _ml = new(1);

    [Fact]
    public void MinMax_keeps_zero_by_default() => Assert.Equal([-0.5f, 0, 0.25f, 1], Run(_ml.Transforms.NormalizeMinMax("F")));

    [Fact]
    public void MinMax_without_fixed_zero_fills_0_to_1() => Assert.Equal([0, 1 / 3f, 0.5f, 1], Run(_ml.Transforms.NormalizeMinMax("F", fixZero: false)));

    [Fact]
    public void MeanVariance_does_not_center_by_default()
    {
        double rms = Math.Sqrt((4 + 0 + 1 + 16) / 4.0);
        Assert.Equal(s_values.Select(v => (float)(v / rms)), Run(_ml.Transforms.NormalizeMeanVariance("F")), Near);
    }

    [Fact]
    public void MeanVariance_without_fixed_zero_standardizes()
    {
        double sd = Math.Sqrt(s_values.Sum(v => (v - 0.75) * (v - 0.75)) / 4);
        Assert.Equal(s_values.Select(v => (float)((v - 0.75) / sd)), Run(_ml.Transforms.NormalizeMeanVariance("F", fixZero: false)), Near);
    }

    [Fact]
    public void NaN_passes_through_and_is_not_learnt()
    {
        IDataView data = Data(-2, float.NaN, 4);
        Assert.Equal([-0.5f, float.NaN, 1], _ml.Transforms.NormalizeMinMax("F").Fit(data).Transform(data).GetColumn<float>("F"));
    }

    [Fact]
    public void Slots_are_scaled_on_their_own_and_saved()
    {
        IDataView data = Sample.View(_ml, 5);
        NormalizingTransformer model = _ml.Transforms.NormalizeMinMax("N", "V", fixZero: false).Fit(data);
        using var stream = new MemoryStream();
        _ml.Model.Save(model, data.Schema, stream);
        IDataView output = _ml.Model.Load(stream, out _).Transform(data);
        Assert.Equal([[0, 1], [0.25f, 0.75f], [0.5f, 0.5f], [0.75f, 0.25f], [1, 0]], output.GetColumn<float[]>("N"));
        Assert.True(output.Schema["N"].IsNormalized());
    }

    [Fact]
    public void A_column_that_never_varies_becomes_zero()
    {
        IDataView data = Data(3, 3);
        Assert.Equal([0, 0], _ml.Transforms.NormalizeMinMax("F", fixZero: false).Fit(data).Transform(data).GetColumn<float>("F"));
    }

    [Fact]
    public void Text_is_refused()
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.NormalizeMinMax("Lab").Fit(Sample.View(_ml)));
        Assert.Equal("Wrong column type for input column. Expected: Single, Double, Vector of Single or Vector of Double. Got: String. (Parameter 'srcType')", e.Message);
    }

    private static bool Near(float a, float b) => Math.Abs(a - b) < 1e-6;

    private IDataView Data(params float[] values) => _ml.Data.LoadFromEnumerable(values.Select(v => new Sample { F = v }).ToArray());

    private IEnumerable<float> Run(NormalizingEstimator estimator) => estimator.Fit(Data(s_values)).Transform(Data(s_values)).GetColumn<float>("F");
}
