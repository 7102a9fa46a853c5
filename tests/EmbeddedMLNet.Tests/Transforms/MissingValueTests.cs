using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace EmbeddedMLNet.Tests.Transforms;

/// <summary>The numbers and messages are those of ML.NET 5.0.</summary>
public sealed class MissingValueTests
{
    private readonly MLContext _ml = new(1);

    [Theory]
    [InlineData(MissingValueReplacingEstimator.ReplacementMode.DefaultValue, 0f, 0)]
    [InlineData(MissingValueReplacingEstimator.ReplacementMode.Mean, 1.5f, 1.6669999999999998)]
    [InlineData(MissingValueReplacingEstimator.ReplacementMode.Minimum, -3f, -2)]
    [InlineData(MissingValueReplacingEstimator.ReplacementMode.Maximum, 4f, double.PositiveInfinity)]
    [InlineData(MissingValueReplacingEstimator.ReplacementMode.Mode, 4f, -2)]
    public void A_number_takes_the_place_of_NaN(MissingValueReplacingEstimator.ReplacementMode mode, float single, double other)
    {
        Assert.Equal([1, single, 4, 4, -3], Run(_ml.Transforms.ReplaceMissingValues("O", "F", mode)).GetColumn<float>("O"));
        Assert.Equal([-2, other, 7, double.PositiveInfinity, 1e-3], Run(_ml.Transforms.ReplaceMissingValues("O", "D", mode)).GetColumn<double>("O"));
    }

    [Theory]
    [InlineData("V", MissingValueReplacingEstimator.ReplacementMode.DefaultValue, true, "d3[1,0,5] d3[0,4,-1] d3[3,8,-1] d3[3,-8,0] d3[0,0,0]")]
    [InlineData("V", MissingValueReplacingEstimator.ReplacementMode.DefaultValue, false, "d3[1,0,5] d3[0,4,-1] d3[3,8,-1] d3[3,-8,0] d3[0,0,0]")]
    [InlineData("V", MissingValueReplacingEstimator.ReplacementMode.Mean, true, "d3[1,1,5] d3[1.75,4,-1] d3[3,8,-1] d3[3,-8,0] d3[0,0,0.75]")]
    [InlineData("V", MissingValueReplacingEstimator.ReplacementMode.Mean, false, "d3[1,1.1666666,5] d3[1.1666666,4,-1] d3[3,8,-1] d3[3,-8,0] d3[0,0,1.1666666]")]
    [InlineData("V", MissingValueReplacingEstimator.ReplacementMode.Minimum, true, "d3[1,-8,5] d3[0,4,-1] d3[3,8,-1] d3[3,-8,0] d3[0,0,-1]")]
    [InlineData("V", MissingValueReplacingEstimator.ReplacementMode.Minimum, false, "d3[1,-8,5] d3[-8,4,-1] d3[3,8,-1] d3[3,-8,0] d3[0,0,-8]")]
    [InlineData("V", MissingValueReplacingEstimator.ReplacementMode.Maximum, true, "d3[1,8,5] d3[3,4,-1] d3[3,8,-1] d3[3,-8,0] d3[0,0,5]")]
    [InlineData("V", MissingValueReplacingEstimator.ReplacementMode.Maximum, false, "d3[1,8,5] d3[8,4,-1] d3[3,8,-1] d3[3,-8,0] d3[0,0,8]")]
    [InlineData("V", MissingValueReplacingEstimator.ReplacementMode.Mode, true, "d3[1,4,5] d3[3,4,-1] d3[3,8,-1] d3[3,-8,0] d3[0,0,-1]")]
    [InlineData("V", MissingValueReplacingEstimator.ReplacementMode.Mode, false, "d3[1,0,5] d3[0,4,-1] d3[3,8,-1] d3[3,-8,0] d3[0,0,0]")]
    [InlineData("DV", MissingValueReplacingEstimator.ReplacementMode.DefaultValue, true, "d2[1,0] d2[0,2] d2[5,2.5] d2[5,-2.5] d2[0,0]")]
    [InlineData("DV", MissingValueReplacingEstimator.ReplacementMode.DefaultValue, false, "d2[1,0] d2[0,2] d2[5,2.5] d2[5,-2.5] d2[0,0]")]
    [InlineData("DV", MissingValueReplacingEstimator.ReplacementMode.Mean, true, "d2[1,0.5] d2[2.75,2] d2[5,2.5] d2[5,-2.5] d2[0,0]")]
    [InlineData("DV", MissingValueReplacingEstimator.ReplacementMode.Mean, false, "d2[1,1.6250000000000002] d2[1.6250000000000002,2] d2[5,2.5] d2[5,-2.5] d2[0,0]")]
    [InlineData("DV", MissingValueReplacingEstimator.ReplacementMode.Minimum, true, "d2[1,-2.5] d2[0,2] d2[5,2.5] d2[5,-2.5] d2[0,0]")]
    [InlineData("DV", MissingValueReplacingEstimator.ReplacementMode.Minimum, false, "d2[1,-2.5] d2[-2.5,2] d2[5,2.5] d2[5,-2.5] d2[0,0]")]
    [InlineData("DV", MissingValueReplacingEstimator.ReplacementMode.Maximum, true, "d2[1,2.5] d2[5,2] d2[5,2.5] d2[5,-2.5] d2[0,0]")]
    [InlineData("DV", MissingValueReplacingEstimator.ReplacementMode.Maximum, false, "d2[1,5] d2[5,2] d2[5,2.5] d2[5,-2.5] d2[0,0]")]
    [InlineData("DV", MissingValueReplacingEstimator.ReplacementMode.Mode, true, "d2[1,2] d2[5,2] d2[5,2.5] d2[5,-2.5] d2[0,0]")]
    [InlineData("DV", MissingValueReplacingEstimator.ReplacementMode.Mode, false, "d2[1,5] d2[5,2] d2[5,2.5] d2[5,-2.5] d2[0,0]")]
    [InlineData("W", MissingValueReplacingEstimator.ReplacementMode.DefaultValue, true, "d2[1,0] d0[] d3[0,-3,9] d2[4,4] d1[0]")]
    [InlineData("W", MissingValueReplacingEstimator.ReplacementMode.DefaultValue, false, "d2[1,0] d0[] d3[0,-3,9] d2[4,4] d1[0]")]
    [InlineData("W", MissingValueReplacingEstimator.ReplacementMode.Mean, true, "d2[1,2.5] d0[] d3[2.5,-3,9] d2[4,4] d1[0]")]
    [InlineData("W", MissingValueReplacingEstimator.ReplacementMode.Mean, false, "d2[1,2.5] d0[] d3[2.5,-3,9] d2[4,4] d1[0]")]
    [InlineData("W", MissingValueReplacingEstimator.ReplacementMode.Minimum, true, "d2[1,-3] d0[] d3[-3,-3,9] d2[4,4] d1[0]")]
    [InlineData("W", MissingValueReplacingEstimator.ReplacementMode.Minimum, false, "d2[1,-3] d0[] d3[-3,-3,9] d2[4,4] d1[0]")]
    [InlineData("W", MissingValueReplacingEstimator.ReplacementMode.Maximum, true, "d2[1,9] d0[] d3[9,-3,9] d2[4,4] d1[0]")]
    [InlineData("W", MissingValueReplacingEstimator.ReplacementMode.Maximum, false, "d2[1,9] d0[] d3[9,-3,9] d2[4,4] d1[0]")]
    [InlineData("W", MissingValueReplacingEstimator.ReplacementMode.Mode, true, "d2[1,4] d0[] d3[4,-3,9] d2[4,4] d1[0]")]
    [InlineData("W", MissingValueReplacingEstimator.ReplacementMode.Mode, false, "d2[1,4] d0[] d3[4,-3,9] d2[4,4] d1[0]")]
    [InlineData("P", MissingValueReplacingEstimator.ReplacementMode.DefaultValue, true, "s4[1:1] d3[1,2,0] s5[] s2[1:-1] s2[]")]
    [InlineData("P", MissingValueReplacingEstimator.ReplacementMode.DefaultValue, false, "s4[1:1] d3[1,2,0] s5[] s2[1:-1] s2[]")]
    [InlineData("P", MissingValueReplacingEstimator.ReplacementMode.Mean, true, "s4[1:1,3:0.23076923] d3[1,2,0.23076923] s5[] s2[1:-1] s2[0:0.23076923]")]
    [InlineData("P", MissingValueReplacingEstimator.ReplacementMode.Mean, false, "s4[1:1,3:0.23076923] d3[1,2,0.23076923] s5[] s2[1:-1] s2[0:0.23076923]")]
    [InlineData("P", MissingValueReplacingEstimator.ReplacementMode.Minimum, true, "s4[1:1,3:-1] d3[1,2,-1] s5[] s2[1:-1] s2[0:-1]")]
    [InlineData("P", MissingValueReplacingEstimator.ReplacementMode.Minimum, false, "s4[1:1,3:-1] d3[1,2,-1] s5[] s2[1:-1] s2[0:-1]")]
    [InlineData("P", MissingValueReplacingEstimator.ReplacementMode.Maximum, true, "s4[1:1,3:2] d3[1,2,2] s5[] s2[1:-1] s2[0:2]")]
    [InlineData("P", MissingValueReplacingEstimator.ReplacementMode.Maximum, false, "s4[1:1,3:2] d3[1,2,2] s5[] s2[1:-1] s2[0:2]")]
    [InlineData("P", MissingValueReplacingEstimator.ReplacementMode.Mode, true, "s4[1:1,3:1] d3[1,2,1] s5[] s2[1:-1] s2[0:1]")]
    [InlineData("P", MissingValueReplacingEstimator.ReplacementMode.Mode, false, "s4[1:1,3:1] d3[1,2,1] s5[] s2[1:-1] s2[0:1]")]
    [InlineData("Q", MissingValueReplacingEstimator.ReplacementMode.DefaultValue, true, "s4[0:3] s4[] d4[0,2,2,7] s4[1:-5] s4[0:1,3:7]")]
    [InlineData("Q", MissingValueReplacingEstimator.ReplacementMode.DefaultValue, false, "s4[0:3] s4[] d4[0,2,2,7] s4[1:-5] s4[0:1,3:7]")]
    [InlineData("Q", MissingValueReplacingEstimator.ReplacementMode.Mean, true, "s4[0:3,3:3.5] s4[] d4[1,2,2,7] s4[1:-5] s4[0:1,2:0.5,3:7]")]
    [InlineData("Q", MissingValueReplacingEstimator.ReplacementMode.Mean, false, "s4[0:3,3:1] s4[] d4[1,2,2,7] s4[1:-5] s4[0:1,2:1,3:7]")]
    [InlineData("Q", MissingValueReplacingEstimator.ReplacementMode.Minimum, true, "s4[0:3] s4[] d4[0,2,2,7] s4[1:-5] s4[0:1,3:7]")]
    [InlineData("Q", MissingValueReplacingEstimator.ReplacementMode.Minimum, false, "s4[0:3,3:-5] s4[] d4[-5,2,2,7] s4[1:-5] s4[0:1,2:-5,3:7]")]
    [InlineData("Q", MissingValueReplacingEstimator.ReplacementMode.Maximum, true, "s4[0:3,3:7] s4[] d4[3,2,2,7] s4[1:-5] s4[0:1,2:2,3:7]")]
    [InlineData("Q", MissingValueReplacingEstimator.ReplacementMode.Maximum, false, "s4[0:3,3:7] s4[] d4[7,2,2,7] s4[1:-5] s4[0:1,2:7,3:7]")]
    [InlineData("Q", MissingValueReplacingEstimator.ReplacementMode.Mode, true, "s4[0:3,3:7] s4[] d4[3,2,2,7] s4[1:-5] s4[0:1,2:2,3:7]")]
    [InlineData("Q", MissingValueReplacingEstimator.ReplacementMode.Mode, false, "s4[0:3,3:2] s4[] d4[2,2,2,7] s4[1:-5] s4[0:1,2:2,3:7]")]
    public void Slots_are_learnt_on_their_own_or_together(string column, MissingValueReplacingEstimator.ReplacementMode mode, bool bySlot, string expected)
    {
        IDataView output = Run(_ml.Transforms.ReplaceMissingValues("O", column, mode, bySlot));
        string actual = column == "DV" ? string.Join(' ', output.GetColumn<VBuffer<double>>("O").Select(Text)) : string.Join(' ', output.GetColumn<VBuffer<float>>("O").Select(Text));
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData("V", "d3[False,True,False] d3[True,False,False] s3[] s3[] d3[False,False,True]")]
    [InlineData("W", "d2[False,True] d0[] d3[True,False,False] s2[] s1[]")]
    [InlineData("P", "s4[3:True] d3[False,False,True] s5[] s2[] d2[True,False]")]
    [InlineData("Q", "s4[3:True] s4[] s4[0:True] s4[] s4[2:True]")]
    public void Missing_values_are_indicated(string column, string expected) =>
        Assert.Equal(expected, string.Join(' ', Run(_ml.Transforms.IndicateMissingValues("O", column)).GetColumn<VBuffer<bool>>("O").Select(Text)));

    [Fact]
    public void Missing_keys_are_indicated_and_the_column_says_that_it_is_normalized()
    {
        IDataView keys = Run(_ml.Transforms.Conversion.MapValueToKey("K", "S"));
        IDataView output = _ml.Transforms.IndicateMissingValues([new("Z", "K"), new("F")]).Fit(keys).Transform(keys);
        Assert.Equal([false, true, true, false, false], output.GetColumn<bool>("Z"));
        Assert.Equal([false, true, false, false, false], output.GetColumn<bool>("F"));
        Assert.True(output.Schema["Z"].IsNormalized());
    }

    [Theory]
    [InlineData("S", "Type 'String' is not supported by NAReplaceTransform since it doesn't have an NA value (Parameter 'inputSchema')")]
    [InlineData("I", "Type 'Int32' is not supported by NAReplaceTransform since it doesn't have an NA value (Parameter 'inputSchema')")]
    [InlineData("Nope", "Could not find input column 'Nope' (Parameter 'input')")]
    public void Types_without_missing_values_are_refused(string column, string message)
    {
        Assert.Equal(message, Assert.Throws<ArgumentOutOfRangeException>(() => Run(_ml.Transforms.ReplaceMissingValues("O", column))).Message);
        if (column != "Nope") Assert.StartsWith("No IsNA predicate for '", Assert.Throws<InvalidOperationException>(() => Run(_ml.Transforms.IndicateMissingValues("O", column))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_checked()
    {
        Assert.Equal("name cannot be null or white space (Parameter 'name')", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.ReplaceMissingValues(" ")).Message);
        Assert.Equal("columns cannot be null or empty (Parameter 'columns')", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.IndicateMissingValues("")).Message);
        Assert.Throws<ArgumentNullException>("columns", () => _ml.Transforms.ReplaceMissingValues((InputOutputColumnPair[])null!));
    }

    [Fact]
    public void A_model_refuses_a_column_of_another_shape()
    {
        MissingValueReplacingTransformer model = _ml.Transforms.ReplaceMissingValues("V", null, MissingValueReplacingEstimator.ReplacementMode.Mean).Fit(View());
        Assert.Equal("Column 'V' item type 'Vector<Single, 3>' cannot be a vector when Columntype is a scalar of type 'Single' (Parameter 'inputSchema')",
            Assert.Throws<ArgumentOutOfRangeException>(() => model.Transform(_ml.Data.LoadFromEnumerable([new { V = 1f }]))).Message);
        Assert.Equal("Column 'V' is unknown size vector 'Vector<Single>' must be a scalar instead of type 'Vector<Single, 3>' (Parameter 'inputSchema')",
            Assert.Throws<ArgumentOutOfRangeException>(() => model.Transform(_ml.Data.LoadFromEnumerable([new { V = new[] { 1f } }]))).Message);
        Assert.Equal("Column 'V' item type 'Single' does not match expected ColumnType of 'Double' (Parameter 'InputSchema')",
            Assert.Throws<ArgumentOutOfRangeException>(() => model.Transform(_ml.Data.LoadFromEnumerable([new { V = 1d }]))).Message);
    }

    [Fact]
    public void Where_all_is_missing_zero_stands_in_with_a_warning()
    {
        var warnings = new List<string>();
        _ml.Log += (_, e) =>
        {
            if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning) warnings.Add(e.RawMessage);
        };
        Assert.Equal(new float[5], Run(_ml.Transforms.ReplaceMissingValues("C", null, MissingValueReplacingEstimator.ReplacementMode.Mean)).GetColumn<float>("C"));
        Assert.Equal("All values in this column are NAs, using default value for imputation", Assert.Single(warnings));
    }

    private static string Text<T>(VBuffer<T> v) => FormattableString.Invariant($"{(v.IsDense ? 'd' : 's')}{v.Length}[{string.Join(',', v.Items(v.IsDense).Select(i => v.IsDense ? FormattableString.Invariant($"{i.Value}") : FormattableString.Invariant($"{i.Key}:{i.Value}")))}]");

    private IDataView View() => _ml.Data.LoadFromEnumerable(new Row[]
    {
        new() { F = 1, D = -2, V = [1, float.NaN, 5], DV = [1, double.NaN], W = [1, float.NaN], S = "a", P = new(4, 2, [1, float.NaN], [1, 3]), Q = new(4, 2, [3, float.NaN], [0, 3]) },
        new() { F = float.NaN, D = double.NaN, V = [float.NaN, 4, -1], DV = [double.NaN, 2], W = [], S = "", P = new(3, [1, 2, float.NaN]), Q = new(4, 0, null, null) },
        new() { F = 4, D = 7, V = [3, 8, -1], DV = [5, 2.5], W = [float.NaN, -3, 9], S = null, P = new(5, 0, null, null), Q = new(4, [float.NaN, 2, 2, 7]) },
        new() { F = 4, D = float.PositiveInfinity, V = [3, -8, 0], DV = [5, -2.5], W = [4, 4], S = "b", P = new(2, 1, [-1], [1]), Q = new(4, 1, [-5], [1]) },
        new() { F = -3, D = 1e-3, V = [0, 0, float.NaN], DV = [0, 0], W = [0], S = "b", P = new(2, 1, [float.NaN], [0]), Q = new(4, 3, [1, float.NaN, 7], [0, 2, 3]) },
    });

    private IDataView Run(IEstimator<ITransformer> estimator) => estimator.Fit(View()).Transform(View());

    public sealed class Row
    {
        public float F { get; set; }

        public double D { get; set; }

        [VectorType(3)]
        public float[] V { get; set; } = [];

        [VectorType(2)]
        public double[] DV { get; set; } = [];

        public float[] W { get; set; } = [];

        public string? S { get; set; }

        public int I { get; set; }

        public VBuffer<float> P { get; set; }

        [VectorType(4)]
        public VBuffer<float> Q { get; set; }

        public float C { get; set; } = float.NaN;
    }
}
