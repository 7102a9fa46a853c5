using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning.Tests.Numerics;

public class LogNormalTailTests
{
    // log(pdf(z) + z cdf(z)) and log cdf(z), by arbitrary precision (40 digits).
    [Theory]
    [InlineData(0, -0.918938533204672741, -0.693147180559945309)]
    [InlineData(1, 0.08002621884930694, -0.172753779023449890)]
    [InlineData(-3, -7.869686059603029, -6.60772622151035)]
    [InlineData(-10, -55.55312203612236, -53.2312851505124)]
    public void Values_are_those_of_tables(double z, double improvement, double cdf)
    {
        Assert.Equal(improvement, LogNormalTail.ExpectedImprovement(z).Value, 10);
        Assert.Equal(cdf, LogNormalTail.LogCdf(z).Value, 10);
    }

    [Theory]
    [InlineData(-40)]
    [InlineData(-5)]
    [InlineData(-1.0001)]
    [InlineData(-0.9999)]
    [InlineData(0.3)]
    [InlineData(4)]
    public void Derivatives_are_those_of_differences(double z)
    {
        const double h = 1e-5;
        Assert.Equal((LogNormalTail.ExpectedImprovement(z + h).Value - LogNormalTail.ExpectedImprovement(z - h).Value) / (2 * h), LogNormalTail.ExpectedImprovement(z).Derivative, 4);
        Assert.Equal((LogNormalTail.LogCdf(z + h).Value - LogNormalTail.LogCdf(z - h).Value) / (2 * h), LogNormalTail.LogCdf(z).Derivative, 4);
    }

    [Fact]
    public void The_far_tail_is_finite_and_both_branches_meet()
    {
        Assert.True(double.IsFinite(LogNormalTail.ExpectedImprovement(-1e8).Value));
        Assert.Equal(LogNormalTail.ExpectedImprovement(-1.0000001).Value, LogNormalTail.ExpectedImprovement(-0.9999999).Value, 6);
    }
}
