namespace MlNetDeep.Tuning.Tests.Samplers.GaussianProcesses;

public class LatinHypercubeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10)]
    public void Every_parameter_meets_every_part_of_its_range(int trials)
    {
        foreach (string name in new[] { "x", "learning rate" })
            for (int round = 0; round < 2; round++)
                Assert.Equal(Enumerable.Range(0, trials), Enumerable.Range(round * trials, trials).Select(trial => (int)(trials * LatinHypercube.Unit(5, trial, name, trials))).Order());
    }

    [Fact]
    public void Parameters_and_seeds_differ()
    {
        double[] Units(long seed, string name) => [.. Enumerable.Range(0, 10).Select(trial => LatinHypercube.Unit(seed, trial, name, 10))];
        Assert.NotEqual(Units(1, "x"), Units(1, "y"));
        Assert.NotEqual(Units(1, "x"), Units(2, "x"));
        Assert.Equal(Units(1, "x"), Units(1, "x"));
    }
}
