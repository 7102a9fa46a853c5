namespace MlNetDeep.Networks.Tests;

public class InitializerTests
{
    [Theory]
    [InlineData("glorot_uniform", 2.0 / (3 * 3 * 16 + 3 * 3 * 48))]
    [InlineData("glorot_normal", 2.0 / (3 * 3 * 16 + 3 * 3 * 48))]
    [InlineData("he_uniform", 2.0 / (3 * 3 * 16))]
    [InlineData("he_normal", 2.0 / (3 * 3 * 16))]
    public void Variance_follows_the_fans(string name, double variance)
    {
        float[] values = Initializer.Parse(name).Create([3, 3, 16, 48], 1, 2).ToArray();
        double mean = values.Average(v => (double)v), actual = values.Average(v => (v - mean) * (v - mean));
        Assert.InRange(mean, -0.05 * Math.Sqrt(variance), 0.05 * Math.Sqrt(variance));
        Assert.InRange(actual, variance * 0.95, variance * 1.05);
        double limit = name.EndsWith("uniform", StringComparison.Ordinal) ? Math.Sqrt(3 * variance) : 2 * Math.Sqrt(variance) / 0.8796;
        Assert.All(values, v => Assert.InRange(Math.Abs(v), 0, limit * 1.0001));
    }

    [Theory]
    [InlineData("zeros", 0f)]
    [InlineData("ones", 1f)]
    [InlineData("constant(-2.5)", -2.5f)]
    public void Constants(string name, float expected) =>
        Assert.All(Initializer.Parse(name).Create([3, 2], 0, 0).ToArray(), value => Assert.Equal(expected, value));

    [Theory]
    [InlineData("zeros")]
    [InlineData("constant(0.1)")]
    [InlineData("glorot_normal")]
    public void Text_round_trips(string name) => Assert.Equal(name, Initializer.Parse(name).ToString());

    [Fact]
    public void Weights_depend_on_seed_and_place()
    {
        var initializer = new HeNormal();
        TestData.AssertSameBits(initializer.Create([5, 5], 3, 4), initializer.Create([5, 5], 3, 4));
        Assert.NotEqual(initializer.Create([5, 5], 3, 4).ToArray(), initializer.Create([5, 5], 3, 5).ToArray());
        Assert.NotEqual(initializer.Create([5, 5], 3, 4).ToArray(), initializer.Create([5, 5], 4, 4).ToArray());
    }

    [Theory]
    [InlineData("he")]
    [InlineData("constant")]
    [InlineData("zeros(1)")]
    public void An_unknown_name_is_refused_with_the_list(string name)
    {
        string message = Assert.Throws<ArgumentException>(() => Initializer.Parse(name)).Message;
        Assert.Contains(name, message, StringComparison.Ordinal);
        Assert.Contains("glorot_uniform", message, StringComparison.Ordinal);
    }
}
