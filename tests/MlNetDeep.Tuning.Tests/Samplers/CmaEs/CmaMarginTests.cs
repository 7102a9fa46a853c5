using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning.Tests.Samplers.CmaEs;

public class CmaMarginTests
{
    [Theory]
    [InlineData(0.55, 0.001)]
    [InlineData(0.52, 0.01)]
    [InlineData(0.59, 0.02)]
    public void Both_neighbours_of_an_inner_value_keep_half_of_alpha(double mean, double sigma)
    {
        CmaGaussian gaussian = One(mean, sigma);
        CmaMargin.Apply(gaussian, 0, new UnitCell(0.5, 0.6), alpha: 0.1);
        double deviation = gaussian.Deviation(0);
        double below = NormalDistribution.Cumulative((0.5 - gaussian.Mean[0]) / deviation), above = NormalDistribution.Cumulative((gaussian.Mean[0] - 0.6) / deviation);
        Assert.True(below >= 0.05 - 1e-9 && above >= 0.05 - 1e-9, FormattableString.Invariant($"{below} and {above}"));
        Assert.InRange(gaussian.Mean[0], 0.5, 0.6);
    }

    [Fact]
    public void A_wide_distribution_is_left_alone()
    {
        CmaGaussian gaussian = One(0.55, 0.2);
        CmaMargin.Apply(gaussian, 0, new UnitCell(0.5, 0.6), alpha: 0.1);
        Assert.Equal((0.55, 0.2), (gaussian.Mean[0], gaussian.Deviation(0)));
    }

    [Fact]
    public void The_mean_in_an_outer_value_comes_near_enough_to_the_next()
    {
        CmaGaussian gaussian = One(0.02, 0.01);
        CmaMargin.Apply(gaussian, 0, new UnitCell(0, 0.1), alpha: 0.1);
        // The 90% quantile of the normal distribution is 1.2815515655446004.
        Assert.Equal(0.1 - 0.012815515655446004, gaussian.Mean[0], 12);
        Assert.Equal(0.01, gaussian.Deviation(0));
    }

    [Fact]
    public void Cells_are_what_a_distribution_maps_to_one_value()
    {
        foreach (Distribution distribution in new Distribution[] { new IntDistribution(1, 10), new IntDistribution(16, 512, log: true), new IntDistribution(1, 1000, log: true, step: 10), new FloatDistribution(0, 1, step: 0.25) })
            foreach (double unit in new[] { 0.01, 0.3, 0.5, 0.77, 0.999 })
            {
                UnitCell cell = UnitCell.Around(distribution, unit)!.Value;
                double value = distribution.FromUnit(unit);
                Assert.Equal([value, value], new[] { cell.Low + 1e-9, cell.High - 1e-9 }.Select(distribution.FromUnit));
                Assert.True(cell.Low < 1e-9 || distribution.FromUnit(cell.Low - 1e-9) < value);
                Assert.True(cell.High > 1 - 1e-9 || distribution.FromUnit(cell.High + 1e-9) > value);
            }
        Assert.Null(UnitCell.Around(new FloatDistribution(0, 1), 0.5));
    }

    private static CmaGaussian One(double mean, double sigma) => new([mean], sigma, new double[,] { { 1 } }, separable: false);
}
