namespace MlNetDeep.Networks.Tests;

/// <summary>normal, truncated_normal, uniform, lecun_* and variance_scaling: moments, bounds and fans.</summary>
public class RandomInitializerTests
{
    private const double CutDeviation = 0.87962566103423978;

    [Theory]
    [InlineData("normal", 0, 0.05, double.PositiveInfinity)]
    [InlineData("normal(0.5)", 0, 0.5, double.PositiveInfinity)]
    [InlineData("normal(0.5,2)", 2, 0.5, double.PositiveInfinity)]
    [InlineData("truncated_normal(0.5,2)", 2, 0.5 * CutDeviation, 1)]
    [InlineData("truncated_normal", 0, 0.05 * CutDeviation, 0.1)]
    [InlineData("uniform(-1,3)", 1, 1.1547005, 2)]
    [InlineData("uniform", 0, 0.02886751, 0.05)]
    public void Moments_and_bounds(string name, double mean, double deviation, double radius) => Check(name, [100, 200], mean, deviation, radius);

    // A kernel [3, 3, 16, 48]: fans 144 and 432.
    [Theory]
    [InlineData("lecun_uniform", 1.0 / 144, 1.7320508)]
    [InlineData("lecun_normal", 1.0 / 144, 2 / CutDeviation)]
    [InlineData("variance_scaling", 1.0 / 144, 2 / CutDeviation)]
    [InlineData("variance_scaling(2)", 2.0 / 144, 2 / CutDeviation)]
    [InlineData("variance_scaling(2,fan_out)", 2.0 / 432, 2 / CutDeviation)]
    [InlineData("variance_scaling(3,fan_avg,uniform)", 3.0 / 288, 1.7320508)]
    [InlineData("variance_scaling(1,fan_in,untruncated_normal)", 1.0 / 144, double.PositiveInfinity)]
    public void Variance_follows_the_fans(string name, double variance, double radius) =>
        Check(name, [3, 3, 16, 48], 0, Math.Sqrt(variance), radius * Math.Sqrt(variance));

    // Fans are those of Keras: the last two axes times the others; a vector has its length twice, a number 1.
    [Theory]
    [InlineData(new[] { 20_000 }, 1.0 / 20_000, 1.0 / 20_000)]
    [InlineData(new[] { 100, 300 }, 1.0 / 100, 1.0 / 300)]
    [InlineData(new[] { 5, 40, 200 }, 1.0 / 200, 1.0 / 1000)]
    [InlineData(new[] { 5, 5, 1, 800 }, 1.0 / 25, 1.0 / 20_000)]
    [InlineData(new[] { 5, 5, 800, 1 }, 1.0 / 20_000, 1.0 / 25)]
    public void Fans_of_shapes(int[] shape, double forward, double back)
    {
        Check("variance_scaling(1,fan_in,uniform)", shape, 0, Math.Sqrt(forward), Math.Sqrt(3 * forward));
        Check("variance_scaling(1,fan_out,uniform)", shape, 0, Math.Sqrt(back), Math.Sqrt(3 * back));
    }

    [Fact]
    public void Known_starts_are_special_cases()
    {
        Same("glorot_uniform", "variance_scaling(1,fan_avg,uniform)");
        Same("glorot_normal", "variance_scaling(1,fan_avg)");
        Same("he_normal", "variance_scaling(2)");
        Same("he_uniform", "variance_scaling(2,fan_in,uniform)");
        Same("lecun_normal", "variance_scaling");

        static void Same(string name, string other) => TestData.AssertSameBits(Initializer.Parse(name).Create([3, 7, 9], 1, 2), Initializer.Parse(other).Create([3, 7, 9], 1, 2), name);
    }

    [Theory]
    [InlineData("normal(0.02)")]
    [InlineData("normal(0.02,-1)")]
    [InlineData("truncated_normal(0.02)")]
    [InlineData("truncated_normal(0.02,1E-10)")]
    [InlineData("uniform(-0.1,0.25)")]
    [InlineData("lecun_uniform")]
    [InlineData("lecun_normal")]
    [InlineData("orthogonal")]
    [InlineData("orthogonal(1.4142135)")]
    [InlineData("identity")]
    [InlineData("identity(-0.5)")]
    [InlineData("variance_scaling(2,fan_in,truncated_normal)")]
    [InlineData("variance_scaling(0.5,fan_out,untruncated_normal)")]
    [InlineData("variance_scaling(1,fan_avg,uniform)")]
    public void Text_round_trips(string text)
    {
        Initializer initializer = Initializer.Parse(text);
        Assert.Equal(text, initializer.ToString());
        Assert.Equal(initializer, Initializer.Parse(initializer.ToString().ToUpperInvariant()));
    }

    [Theory]
    [InlineData("random_normal(2)", "normal(2)")]
    [InlineData("random_uniform(1,2)", "uniform(1,2)")]
    [InlineData("normal", "normal(0.05)")]
    [InlineData("uniform", "uniform(-0.05,0.05)")]
    [InlineData("variance_scaling(2, fan_out)", "variance_scaling(2,fan_out,truncated_normal)")]
    public void Names_of_Keras_and_defaults_are_read(string text, string canonical) => Assert.Equal(canonical, Initializer.Parse(text).ToString());

    [Theory]
    [InlineData("normal(1,2,3)")]
    [InlineData("uniform(1)")]
    [InlineData("lecun_normal(1)")]
    [InlineData("orthogonal(a)")]
    [InlineData("variance_scaling()")]
    [InlineData("variance_scaling(1,fan)")]
    [InlineData("variance_scaling(1,fan_in,normal)")]
    [InlineData("variance_scaling(1,fan_in,uniform,2)")]
    [InlineData("variance_scaling(1")]
    public void Other_texts_are_refused_with_the_list(string text)
    {
        string message = Assert.Throws<ArgumentException>(() => Initializer.Parse(text)).Message;
        Assert.StartsWith($"'{text}' is not an initializer; there are zeros, ones", message, StringComparison.Ordinal);
        Assert.Contains("variance_scaling(scale,mode,distribution)", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("normal(-1)", "StandardDeviation must be finite and at least 0, is -1")]
    [InlineData("truncated_normal(nan)", "StandardDeviation must be finite and at least 0, is NaN")]
    [InlineData("normal(1,infinity)", "Mean must be finite, is Infinity")]
    [InlineData("uniform(2,1)", "Maximum must be finite and at least Minimum 2, is 1")]
    [InlineData("variance_scaling(0)", "Scale must be finite and above 0, is 0")]
    [InlineData("orthogonal(nan)", "Gain must be finite, is NaN")]
    [InlineData("identity(infinity)", "Gain must be finite, is Infinity")]
    public void Numbers_out_of_range_are_refused(string text, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Choices_that_are_none_are_refused()
    {
        Assert.StartsWith("Mode must be a FanMode, is 5", Assert.Throws<ArgumentOutOfRangeException>(() => new VarianceScaling(1, (FanMode)5)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Distribution must be a ScaledDistribution, is 5", Assert.Throws<ArgumentOutOfRangeException>(() => new VarianceScaling(1, FanMode.FanIn, (ScaledDistribution)5)).Message, StringComparison.Ordinal);
    }

    private static void Check(string name, int[] shape, double mean, double deviation, double radius)
    {
        float[] values = Initializer.Parse(name).Create(shape, 1, 2).ToArray();
        double actualMean = values.Average(v => (double)v);
        Assert.InRange(actualMean, mean - 0.05 * deviation, mean + 0.05 * deviation);
        Assert.InRange(Math.Sqrt(values.Average(v => (v - actualMean) * (v - actualMean))), deviation * 0.97, deviation * 1.03);
        Assert.All(values, v => Assert.InRange(Math.Abs(v - mean), 0, radius * 1.0001));
    }
}
