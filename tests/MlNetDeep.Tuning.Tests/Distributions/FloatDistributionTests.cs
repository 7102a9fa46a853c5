namespace MlNetDeep.Tuning.Tests.Distributions;

public class FloatDistributionTests
{
    [Fact]
    public void Contract03_high_is_lowered_to_the_grid_and_values_lie_on_it()
    {
        var distribution = new FloatDistribution(0.1, 0.75, step: 0.2);
        Assert.Equal(0.7, distribution.High);
        double[] reached = [.. Enumerable.Range(0, 401).Select(i => distribution.FromUnit(i / 400.0)).Distinct()];
        Assert.Equal([0.1, 0.3, 0.5, 0.7], reached);   // not 0.30000000000000004
        Assert.True(distribution.Contains(0.1 + 0.2));
        Assert.False(distribution.Contains(0.4));
    }

    [Fact]
    public void A_step_that_divides_the_range_but_for_rounding_keeps_the_last_value()
    {
        Assert.Equal(1, new FloatDistribution(0, 1, step: 0.1).High);
        Assert.Equal(11, new FloatDistribution(0, 1, step: 0.1).Count);
        Assert.Equal(4, new FloatDistribution(0, 0.3, step: 0.1).Count);
    }

    [Fact]
    public void Contract04_invalid_ranges_are_refused_with_the_numbers()
    {
        Assert.Contains("low is 0.5 and high is 0.25", Assert.Throws<ArgumentException>(() => new FloatDistribution(0.5, 0.25)).Message, StringComparison.Ordinal);
        Assert.Contains("low is 0", Assert.Throws<ArgumentException>(() => new FloatDistribution(0, 1, log: true)).Message, StringComparison.Ordinal);
        Assert.Contains("but is -0.5", Assert.Throws<ArgumentException>(() => new FloatDistribution(0, 1, step: -0.5)).Message, StringComparison.Ordinal);
        Assert.Contains("too small", Assert.Throws<ArgumentException>(() => new FloatDistribution(0, 1e300, step: 1e-300)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new FloatDistribution(double.NaN, 1));
        Assert.Throws<ArgumentException>(() => new FloatDistribution(0, double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => new FloatDistribution(0, 1, step: double.NaN));
    }

    [Fact]
    public void Contract05_log_with_step_is_multiplicative()
    {
        var distribution = new FloatDistribution(1e-4, 0.5, log: true, step: 10);
        double[] reached = [.. Enumerable.Range(0, 401).Select(i => distribution.FromUnit(i / 400.0)).Distinct()];
        Assert.Equal(4, reached.Length);
        Assert.Equal(0.1, reached[^1], 1e-15);
        Assert.All(reached, value => Assert.True(distribution.Contains(value)));
        Assert.False(distribution.Contains(0.05));
        Assert.Contains("ratio", Assert.Throws<ArgumentException>(() => new FloatDistribution(1e-4, 1, log: true, step: 0.5)).Message, StringComparison.Ordinal);
    }
}
