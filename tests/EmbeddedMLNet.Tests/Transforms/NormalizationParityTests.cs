using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmbeddedMLNet.Tests.Transforms;

/// <summary>All digits are those of ML.NET 5.0.</summary>
public sealed class NormalizationParityTests
{
    private readonly MLContext _ml = new(1);

    [Theory]
    [InlineData("F", true, 1000000000, false, null, "0.33333334 -0.33333334 0.16666667 1")]
    [InlineData("F", true, 2, false, null, "1 -1 0.5 3")]
    [InlineData("F", true, 1000000000, true, false, "0.5962848 -0.5962848 0.2981424 1.7888544")]
    [InlineData("F", true, 2, true, false, "1 -1 0.5 3")]
    [InlineData("F", false, 1000000000, false, null, "0.5 0 0.375 1")]
    [InlineData("F", false, 2, false, null, "1 0 0.75 2")]
    [InlineData("F", false, 1000000000, true, false, "0.0873704 -1.310556 -0.26211122 1.4852968")]
    [InlineData("F", false, 2, true, false, "1 -1 0.5 3")]
    [InlineData("F", true, 1000000000, true, true, "0.5348114 0.09502927 0.39662033 0.93126386")]
    [InlineData("G", true, 1000000000, false, null, "0.2857143 NaN 1 -0.2857143")]
    [InlineData("G", true, 2, false, null, "0 NaN 0 -0")]
    [InlineData("G", true, 1000000000, true, false, "0.45883146 NaN 1.6059101 -0.45883146")]
    [InlineData("G", true, 2, true, false, "0 NaN 0 -0")]
    [InlineData("G", false, 1000000000, false, null, "0.44444445 NaN 1 0")]
    [InlineData("G", false, 2, false, null, "0 NaN 0 -0")]
    [InlineData("G", false, 1000000000, true, false, "-0.09053573 NaN 1.2675006 -1.1769646")]
    [InlineData("G", false, 2, true, false, "0 NaN 0 -0")]
    [InlineData("G", true, 1000000000, true, true, "0.46393088 0 0.89748216 0.11964158")]
    [InlineData("D", true, 1000000000, false, null, "3E-10 -3E-10 2.25E-10 1")]
    [InlineData("D", true, 2, false, null, "1 -1 0.75 3333333333.333333")]
    [InlineData("D", true, 1000000000, true, false, "6E-10 -6E-10 4.5E-10 2")]
    [InlineData("D", true, 2, true, false, "1 -1 0.75 3333333333.333333")]
    [InlineData("D", false, 1000000000, false, null, "5.9999999982E-10 0 5.249999998425E-10 1")]
    [InlineData("D", false, 2, false, null, "1 0 0.875 1666666667.1666665")]
    [InlineData("D", false, 1000000000, true, false, "-0.5773502686700106 -0.5773502700556512 -0.5773502688432156 1.7320508075688774")]
    [InlineData("D", false, 2, true, false, "1 -1 0.75 3333333333.333333")]
    [InlineData("D", true, 1000000000, true, true, "0.28187096047618226 0.28187096000835815 0.2818709604177042 0.9583983400248591")]
    [InlineData("V", true, 1000000000, false, null, "d2[1,1] d2[0,-1] d2[0.25,NaN] d2[0.5,0.4]")]
    [InlineData("V", true, 2, false, null, "d2[1,1] d2[0,-1] d2[0.25,NaN] d2[0.5,0.4]")]
    [InlineData("V", true, 1000000000, true, false, "d2[1.745743,1.1785114] d2[0,-1.1785114] d2[0.43643576,NaN] d2[0.8728715,0.47140455]")]
    [InlineData("V", true, 2, true, false, "d2[1.4142135,1] d2[0,-1] d2[0.35355338,NaN] d2[0.70710677,0.4]")]
    [InlineData("V", false, 1000000000, false, null, "d2[1,1] s2[] d2[0.25,NaN] d2[0.5,0.7]")]
    [InlineData("V", false, 2, false, null, "d2[1,1] s2[] d2[0.25,NaN] d2[0.5,0.7]")]
    [InlineData("V", false, 1000000000, true, false, "d2[1.5212777,1.0342245] d2[-1.1832159,-1.3524473] d2[-0.50709254,NaN] d2[0.16903085,0.31822288]")]
    [InlineData("V", false, 2, true, false, "d2[1,1] d2[-1,-1] d2[-0.5,NaN] d2[0,0.4]")]
    [InlineData("V", true, 1000000000, true, true, "d2[0.9359064,0.8494424] d2[0.11839818,0.08813684] d2[0.30605945,0] d2[0.5671131,0.62483776]")]
    [InlineData("Q", true, 1000000000, false, null, "s8[3:0.5] s8[] d8[1,1,1,1,0,0,0,1] s8[3:-0.25,5:1]")]
    [InlineData("Q", true, 2, false, null, "s8[3:1] s8[] s8[3:2] s8[3:-0.5]")]
    [InlineData("Q", true, 1000000000, true, false, "s8[3:0.8728715] s8[] d8[2,2,2,1.745743,0,0,0,2] s8[3:-0.43643576,5:2]")]
    [InlineData("Q", true, 2, true, false, "s8[3:1.4142135] s8[] s8[3:2.828427] s8[3:-0.70710677]")]
    [InlineData("Q", false, 1000000000, false, null, "s8[3:0.6] s8[3:0.2] d8[1,1,1,1,0,0,0,1] s8[5:1]")]
    [InlineData("Q", false, 2, false, null, "s8[3:1] s8[] s8[3:2] s8[3:-0.5]")]
    [InlineData("Q", false, 1000000000, true, false, "d8[-0.57735026,-0.57735026,-0.57735026,0.39056674,0,-0.57735026,0,-0.5773502] d8[-0.57735026,-0.57735026,-0.57735026,-0.6509446,0,-0.57735026,0,-0.5773502] d8[1.7320508,1.7320508,1.7320508,1.432078,0,-0.57735026,0,1.7320507] d8[-0.57735026,-0.57735026,-0.57735026,-1.1717002,0,1.7320508,0,-0.5773502]")]
    [InlineData("Q", false, 2, true, false, "s8[3:1] s8[3:-1] s8[3:3] s8[3:-2]")]
    [InlineData("Q", true, 1000000000, true, true, "s8[3:0.6519338] s8[] d8[0.95839834,0.95839834,0.95839834,0.9239285,0,0,0,0.95839834] s8[3:0.12069581,5:0.95839834]")]
    [InlineData("Const", true, 1000000000, false, null, "0 0 0 0")]
    [InlineData("Const", true, 2, false, null, "0 0 0 0")]
    [InlineData("Const", true, 1000000000, true, false, "0 0 0 0")]
    [InlineData("Const", true, 2, true, false, "0 0 0 0")]
    [InlineData("Const", false, 1000000000, false, null, "0 0 0 0")]
    [InlineData("Const", false, 2, false, null, "0 0 0 0")]
    [InlineData("Const", false, 1000000000, true, false, "0 0 0 0")]
    [InlineData("Const", false, 2, true, false, "0 0 0 0")]
    [InlineData("Const", true, 1000000000, true, true, "0 0 0 0")]
    public void Columns_are_scaled(string column, bool fixZero, long maximum, bool meanVariance, bool? cdf, string expected)
    {
        IDataView data = View();
        Assert.Equal(expected, Run(data, column, fixZero, maximum, meanVariance, cdf ?? false));
    }

    [Theory]
    [InlineData("F", new[] { 1f, float.PositiveInfinity, 2f }, true, false, false, "0 NaN 0")]
    [InlineData("F", new[] { 1f, float.PositiveInfinity, 2f }, true, true, false, "0.6324555 Infinity 1.264911")]
    [InlineData("F", new[] { 1f, float.PositiveInfinity, 2f }, true, true, true, "0.15869737 0 0.84130263")]
    [InlineData("D", new[] { 1f, float.PositiveInfinity, 2f }, true, false, false, "0 NaN 0")]
    [InlineData("D", new[] { 1f, float.PositiveInfinity, 2f }, true, true, false, "0.6324555320336759 Infinity 1.2649110640673518")]
    [InlineData("D", new[] { 1f, float.PositiveInfinity, 2f }, true, true, true, "0.1586973622715388 0 0.8413026377284611")]
    [InlineData("F", new[] { 1f, float.PositiveInfinity, 2f }, false, false, false, "0 NaN 0")]
    [InlineData("F", new[] { 1f, float.PositiveInfinity, 2f }, false, true, false, "-1 Infinity 1")]
    [InlineData("F", new[] { 1f, float.PositiveInfinity, 2f }, false, true, true, "0.15869737 0 0.84130263")]
    [InlineData("D", new[] { 1f, float.PositiveInfinity, 2f }, false, false, false, "0 NaN 0")]
    [InlineData("D", new[] { 1f, float.PositiveInfinity, 2f }, false, true, false, "-1 Infinity 1")]
    [InlineData("D", new[] { 1f, float.PositiveInfinity, 2f }, false, true, true, "0.1586973622715388 0 0.8413026377284611")]
    [InlineData("F", new[] { float.NaN, float.NaN }, true, false, false, "NaN NaN")]
    [InlineData("F", new[] { float.NaN, float.NaN }, true, true, false, "NaN NaN")]
    [InlineData("F", new[] { float.NaN, float.NaN }, true, true, true, "0 0")]
    [InlineData("D", new[] { float.NaN, float.NaN }, true, false, false, "NaN NaN")]
    [InlineData("D", new[] { float.NaN, float.NaN }, true, true, false, "NaN NaN")]
    [InlineData("D", new[] { float.NaN, float.NaN }, true, true, true, "0 0")]
    [InlineData("F", new[] { float.NaN, float.NaN }, false, false, false, "NaN NaN")]
    [InlineData("F", new[] { float.NaN, float.NaN }, false, true, false, "NaN NaN")]
    [InlineData("F", new[] { float.NaN, float.NaN }, false, true, true, "0 0")]
    [InlineData("D", new[] { float.NaN, float.NaN }, false, false, false, "NaN NaN")]
    [InlineData("D", new[] { float.NaN, float.NaN }, false, true, false, "NaN NaN")]
    [InlineData("D", new[] { float.NaN, float.NaN }, false, true, true, "0 0")]
    [InlineData("F", new[] { 0f, 0f, 0f }, true, false, false, "0 0 0")]
    [InlineData("F", new[] { 0f, 0f, 0f }, true, true, false, "0 0 0")]
    [InlineData("F", new[] { 0f, 0f, 0f }, true, true, true, "0 0 0")]
    [InlineData("D", new[] { 0f, 0f, 0f }, true, false, false, "0 0 0")]
    [InlineData("D", new[] { 0f, 0f, 0f }, true, true, false, "0 0 0")]
    [InlineData("D", new[] { 0f, 0f, 0f }, true, true, true, "0 0 0")]
    [InlineData("F", new[] { 0f, 0f, 0f }, false, false, false, "0 0 0")]
    [InlineData("F", new[] { 0f, 0f, 0f }, false, true, false, "0 0 0")]
    [InlineData("F", new[] { 0f, 0f, 0f }, false, true, true, "0 0 0")]
    [InlineData("D", new[] { 0f, 0f, 0f }, false, false, false, "0 0 0")]
    [InlineData("D", new[] { 0f, 0f, 0f }, false, true, false, "0 0 0")]
    [InlineData("D", new[] { 0f, 0f, 0f }, false, true, true, "0 0 0")]
    [InlineData("F", new[] { 1E+30f, -1E+30f, 1f }, true, false, false, "1 -1 1E-30")]
    [InlineData("F", new[] { 1E+30f, -1E+30f, 1f }, true, true, false, "1.2247449 -1.2247449 1.2247449E-30")]
    [InlineData("F", new[] { 1E+30f, -1E+30f, 1f }, true, true, true, "0.889631 0.11036904 0.5")]
    [InlineData("D", new[] { 1E+30f, -1E+30f, 1f }, true, false, false, "1 -1 9.99999984952534E-31")]
    [InlineData("D", new[] { 1E+30f, -1E+30f, 1f }, true, true, false, "1.2247448713915892 -1.2247448713915892 1.2247448529622823E-30")]
    [InlineData("D", new[] { 1E+30f, -1E+30f, 1f }, true, true, true, "0.8896309511713811 0.11036904882861887 0.5")]
    [InlineData("F", new[] { 1E+30f, -1E+30f, 1f }, false, false, false, "1 0 0.5")]
    [InlineData("F", new[] { 1E+30f, -1E+30f, 1f }, false, true, false, "1.2247449 -1.2247449 8.164966E-31")]
    [InlineData("F", new[] { 1E+30f, -1E+30f, 1f }, false, true, true, "0.889631 0.11036904 0.5")]
    [InlineData("D", new[] { 1E+30f, -1E+30f, 1f }, false, false, false, "1 0 0.5")]
    [InlineData("D", new[] { 1E+30f, -1E+30f, 1f }, false, true, false, "1.2247448713915892 -1.2247448713915892 8.164965686415217E-31")]
    [InlineData("D", new[] { 1E+30f, -1E+30f, 1f }, false, true, true, "0.8896309511713811 0.11036904882861887 0.5")]
    [InlineData("F", new[] { 1E-40f, 2E-40f }, true, false, false, "Infinity Infinity")]
    [InlineData("F", new[] { 1E-40f, 2E-40f }, true, true, false, "Infinity Infinity")]
    [InlineData("F", new[] { 1E-40f, 2E-40f }, true, true, true, "0.15869737 0.84129584")]
    [InlineData("D", new[] { 1E-40f, 2E-40f }, true, false, false, "0.49999649675950253 1")]
    [InlineData("D", new[] { 1E-40f, 2E-40f }, true, true, false, "0.6324519869960922 1.264912836579934")]
    [InlineData("D", new[] { 1E-40f, 2E-40f }, true, true, true, "0.1586973622715388 0.8413026377284611")]
    [InlineData("F", new[] { 1E-40f, 2E-40f }, false, false, false, "NaN Infinity")]
    [InlineData("F", new[] { 1E-40f, 2E-40f }, false, true, false, "-Infinity Infinity")]
    [InlineData("F", new[] { 1E-40f, 2E-40f }, false, true, true, "0.15869737 0.84129584")]
    [InlineData("D", new[] { 1E-40f, 2E-40f }, false, false, false, "0 1")]
    [InlineData("D", new[] { 1E-40f, 2E-40f }, false, true, false, "-1 1")]
    [InlineData("D", new[] { 1E-40f, 2E-40f }, false, true, true, "0.1586973622715388 0.8413026377284611")]
    [InlineData("F", new[] { 3.4028235E+38f, -3.4028235E+38f }, true, false, false, "0.99999994 -0.99999994")]
    [InlineData("F", new[] { 3.4028235E+38f, -3.4028235E+38f }, true, true, false, "0.99999994 -0.99999994")]
    [InlineData("F", new[] { 3.4028235E+38f, -3.4028235E+38f }, true, true, true, "0.84130263 0.15869737")]
    [InlineData("D", new[] { 3.4028235E+38f, -3.4028235E+38f }, true, false, false, "1 -1")]
    [InlineData("D", new[] { 3.4028235E+38f, -3.4028235E+38f }, true, true, false, "1 -1")]
    [InlineData("D", new[] { 3.4028235E+38f, -3.4028235E+38f }, true, true, true, "0.8413026377284611 0.1586973622715388")]
    [InlineData("F", new[] { 3.4028235E+38f, -3.4028235E+38f }, false, false, false, "0 -0")]
    [InlineData("F", new[] { 3.4028235E+38f, -3.4028235E+38f }, false, true, false, "0.99999994 -0.99999994")]
    [InlineData("F", new[] { 3.4028235E+38f, -3.4028235E+38f }, false, true, true, "0.84130263 0.15869737")]
    [InlineData("D", new[] { 3.4028235E+38f, -3.4028235E+38f }, false, false, false, "1 0")]
    [InlineData("D", new[] { 3.4028235E+38f, -3.4028235E+38f }, false, true, false, "1 -1")]
    [InlineData("D", new[] { 3.4028235E+38f, -3.4028235E+38f }, false, true, true, "0.8413026377284611 0.1586973622715388")]
    [InlineData("F", new[] { -5f, -5f }, true, false, false, "-0 -0")]
    [InlineData("F", new[] { -5f, -5f }, true, true, false, "-0 -0")]
    [InlineData("F", new[] { -5f, -5f }, true, true, true, "0 0")]
    [InlineData("D", new[] { -5f, -5f }, true, false, false, "-0 -0")]
    [InlineData("D", new[] { -5f, -5f }, true, true, false, "-0 -0")]
    [InlineData("D", new[] { -5f, -5f }, true, true, true, "0 0")]
    [InlineData("F", new[] { -5f, -5f }, false, false, false, "-0 -0")]
    [InlineData("F", new[] { -5f, -5f }, false, true, false, "-0 -0")]
    [InlineData("F", new[] { -5f, -5f }, false, true, true, "0 0")]
    [InlineData("D", new[] { -5f, -5f }, false, false, false, "-0 -0")]
    [InlineData("D", new[] { -5f, -5f }, false, true, false, "-0 -0")]
    [InlineData("D", new[] { -5f, -5f }, false, true, true, "0 0")]
    [InlineData("F", new[] { 3f }, true, false, false, "0")]
    [InlineData("F", new[] { 3f }, true, true, false, "0")]
    [InlineData("F", new[] { 3f }, true, true, true, "0")]
    [InlineData("D", new[] { 3f }, true, false, false, "0")]
    [InlineData("D", new[] { 3f }, true, true, false, "0")]
    [InlineData("D", new[] { 3f }, true, true, true, "0")]
    [InlineData("F", new[] { 3f }, false, false, false, "0")]
    [InlineData("F", new[] { 3f }, false, true, false, "0")]
    [InlineData("F", new[] { 3f }, false, true, true, "0")]
    [InlineData("D", new[] { 3f }, false, false, false, "0")]
    [InlineData("D", new[] { 3f }, false, true, false, "0")]
    [InlineData("D", new[] { 3f }, false, true, true, "0")]
    public void Odd_numbers_are_scaled(string column, float[] values, bool fixZero, bool meanVariance, bool cdf, string expected) =>
        Assert.Equal(expected, Run(_ml.Data.LoadFromEnumerable(values.Select(v => new { F = v, D = (double)v }).ToArray()), column, fixZero, 1000000000, meanVariance, cdf));

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Equal("Must be greater than 1 (Parameter 'maximumExampleCount')", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.NormalizeMinMax("F", null, 1)).Message);
        Assert.Equal("name cannot be null or empty (Parameter 'name')", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.NormalizeMeanVariance("")).Message);
        Assert.Equal("Could not find input column 'Nope' (Parameter 'data')", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.NormalizeMinMax("Nope").Fit(View())).Message);
    }

    private string Run(IDataView data, string column, bool fixZero, long maximum, bool meanVariance, bool cdf)
    {
        IDataView output = (meanVariance ? _ml.Transforms.NormalizeMeanVariance("O", column, maximum, fixZero, cdf) : _ml.Transforms.NormalizeMinMax("O", column, maximum, fixZero)).Fit(data).Transform(data);
        return string.Join(' ', output.Preview().RowView.Select(r => r.Values.Last().Value is VBuffer<float> v ? Text(v) : string.Create(CultureInfo.InvariantCulture, $"{r.Values.Last().Value}")));
    }

    private static string Text(VBuffer<float> v) => string.Create(CultureInfo.InvariantCulture,
        $"{(v.IsDense ? 'd' : 's')}{v.Length}[{string.Join(',', v.Items(v.IsDense).Select(i => v.IsDense ? i.Value.ToString(CultureInfo.InvariantCulture) : FormattableString.Invariant($"{i.Key}:{i.Value}")))}]");

    private IDataView View() => _ml.Data.LoadFromEnumerable(new Row[]
    {
        new() { F = 1, G = 2, D = 3, V = [4, 5], Q = new(8, 1, [2], [3]) },
        new() { F = -1, G = float.NaN, D = -3, V = [0, -5], Q = new(8, 0, null, null) },
        new() { F = 0.5f, G = 7, D = 2.25, V = [1, float.NaN], Q = new(8, 5, [1, 2, 3, 4, 5], [0, 1, 2, 3, 7]) },
        new() { F = 3, G = -2, D = 1e10, V = [2, 2], Q = new(8, 2, [-1, 4], [3, 5]) },
    });

    public sealed class Row
    {
        public float F { get; set; }

        public float G { get; set; }

        public double D { get; set; }

        [VectorType(2)]
        public float[] V { get; set; } = [];

        [VectorType(8)]
        public VBuffer<float> Q { get; set; }

        public float Const { get; set; } = 5;
    }
}
