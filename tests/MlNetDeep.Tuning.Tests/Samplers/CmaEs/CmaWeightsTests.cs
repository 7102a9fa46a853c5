namespace MlNetDeep.Tuning.Tests.Samplers.CmaEs;

public class CmaWeightsTests
{
    [Fact]
    public void Ten_dimensions_have_the_rates_of_the_tutorial()
    {
        // Table 1 of the tutorial, calculated by hand for n = 10 and 10 members: five parents with ln(5.5) - ln(i).
        var weights = new CmaWeights(10, 10, separable: false);
        double[] raw = [.. Enumerable.Range(1, 5).Select(i => Math.Log(5.5 / i))];
        double effective = raw.Sum() * raw.Sum() / raw.Sum(w => w * w);
        Assert.Equal(effective, weights.ParentsEffective, 12);
        Assert.Equal(3.1672992, weights.ParentsEffective, 6);
        Assert.Equal(1, weights.Ranks.Take(5).Sum(), 12);
        Assert.Equal((effective + 2) / (15 + effective), weights.StepPath, 12);
        Assert.Equal(1 + weights.StepPath, weights.Damping, 12);
        Assert.Equal((4 + effective / 10) / (14 + 2 * effective / 10), weights.CovariancePath, 12);
        Assert.Equal(2 / (11.3 * 11.3 + effective), weights.RankOne, 12);
        Assert.All(weights.Ranks.Skip(5), w => Assert.True(w < 0));
        Assert.True(weights.RankOne + weights.RankMany <= 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Few_members_have_weights_too(int members)
    {
        var weights = new CmaWeights(3, members, separable: false);
        Assert.Equal(members, weights.Ranks.Length);
        Assert.Equal(1, weights.Ranks.Where(w => w > 0).Sum(), 12);
        Assert.All(weights.Ranks, w => Assert.True(double.IsFinite(w)));
    }
}
