namespace MlNetDeep.Tuning.Tests.Distributions;

public class IntDistributionTests
{
    [Fact]
    public void Contract01_bounds_are_inclusive_and_every_integer_of_a_log_range_is_reachable()
    {
        var distribution = new IntDistribution(1, 300, log: true);
        HashSet<double> reached = [.. Enumerable.Range(0, 200_001).Select(i => distribution.FromUnit(i / 200_000.0))];
        Assert.Equal(Enumerable.Range(1, 300).Select(i => (double)i), reached.Order());
        Assert.True(distribution.Contains(1) && distribution.Contains(300));
        Assert.False(distribution.Contains(0) || distribution.Contains(301) || distribution.Contains(1.5) || distribution.Contains(double.NaN));
    }

    [Fact]
    public void Log_draws_are_uniform_in_the_logarithm()
    {
        var distribution = new IntDistribution(1, 1024, log: true);
        int below32 = Enumerable.Range(0, 10_000).Count(i => distribution.FromUnit((i + 0.5) / 10_000) < 32);
        Assert.InRange(below32, 5200, 5600);   // ln(31.5/0.5) / ln(1024.5/0.5) = 0.5434
    }

    [Fact]
    public void Contract02_equal_bounds_give_the_single_value()
    {
        var distribution = new IntDistribution(7, 7);
        Assert.True(distribution.IsSingle);
        Assert.Equal(7, distribution.FromUnit(0));
        Assert.Equal(7, distribution.FromUnit(1));
        Assert.True(new IntDistribution(1, 2, step: 5).IsSingle);
    }

    [Fact]
    public void Contract04_invalid_ranges_are_refused_with_the_numbers()
    {
        Assert.Contains("low is 5 and high is 4", Assert.Throws<ArgumentException>(() => new IntDistribution(5, 4)).Message, StringComparison.Ordinal);
        Assert.Contains("step must be at least 1, but is 0", Assert.Throws<ArgumentException>(() => new IntDistribution(1, 4, step: 0)).Message, StringComparison.Ordinal);
        Assert.Contains("low is 0", Assert.Throws<ArgumentException>(() => new IntDistribution(0, 4, log: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contract05_log_with_step_is_multiplicative()
    {
        var distribution = new IntDistribution(16, 600, log: true, step: 2);
        Assert.Equal(512, distribution.High);
        Assert.Equal(6, distribution.Count);
        double[] reached = [.. Enumerable.Range(0, 601).Select(i => distribution.FromUnit(i / 600.0)).Distinct()];
        Assert.Equal([16, 32, 64, 128, 256, 512], reached);
        Assert.All(reached, value => Assert.True(distribution.Contains(value)));
        Assert.False(distribution.Contains(48));
    }

    [Fact]
    public void The_widest_range_does_not_overflow()
    {
        var distribution = new IntDistribution(int.MinValue, int.MaxValue);
        Assert.Equal(int.MinValue, distribution.FromUnit(0));
        Assert.Equal(int.MaxValue, distribution.FromUnit(1));
        Assert.Equal(4294967296.0, distribution.Count);
        Assert.Equal(1 << 30, new IntDistribution(1, int.MaxValue, log: true, step: 2).High);
        Assert.Equal(int.MaxValue, new IntDistribution(1, int.MaxValue, log: true).FromUnit(1));
    }
}
