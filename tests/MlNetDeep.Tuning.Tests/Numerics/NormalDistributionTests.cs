using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning.Tests.Numerics;

public class NormalDistributionTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.8413447460685429)]
    [InlineData(-1.96, 0.024997895148220435)]
    [InlineData(-5, 2.866515718791946e-7)]
    [InlineData(-10, 7.619853024160593e-24)]
    [InlineData(-40, 0)]
    [InlineData(40, 1)]
    public void It_is_the_cumulative_normal_distribution(double z, double expected) =>
        Assert.Equal(expected, NormalDistribution.Cumulative(z), expected > 0.01 ? 1e-14 : expected * 1e-8);

    [Theory]
    [InlineData(-1, 1, 0.6826894921370859)]
    [InlineData(2, 3, 0.021400233916549105)]
    [InlineData(-3, -2, 0.021400233916549105)]
    [InlineData(9, 10, 1.1285122074236006e-19)]
    public void The_mass_of_an_interval_keeps_its_digits_in_both_tails(double low, double high, double expected) =>
        Assert.Equal(expected, NormalDistribution.Between(low, high), expected * 1e-8);

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(1e-10, -6.361340902404056)]
    public void Quantiles_invert_it(double probability, double expected) => Assert.Equal(expected, NormalDistribution.Quantile(probability), 8);

    [Fact]
    public void Certain_probabilities_have_infinite_quantiles() => Assert.Equal([double.NegativeInfinity, double.PositiveInfinity], [NormalDistribution.Quantile(0), NormalDistribution.Quantile(1)]);
}
