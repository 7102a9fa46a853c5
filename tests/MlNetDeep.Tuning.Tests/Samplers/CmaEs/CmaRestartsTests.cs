namespace MlNetDeep.Tuning.Tests.Samplers.CmaEs;

public class CmaRestartsTests
{
    [Fact]
    public void Ipop_doubles_the_population_each_time()
    {
        var restarts = new CmaRestarts(RestartStrategy.Ipop, 6, 0.2, _ => 0.5);
        var sizes = new List<int>();
        for (int i = 0; i < 4; i++)
        {
            sizes.Add(restarts.Population);
            restarts.Next();
        }
        Assert.Equal([6, 12, 24, 48], sizes);
        Assert.Equal(0.2, restarts.Sigma);
    }

    [Fact]
    public void Bipop_spends_as_much_on_small_runs_as_on_large_ones()
    {
        var restarts = new CmaRestarts(RestartStrategy.Bipop, 6, 0.2, index => index % 2 == 0 ? 1 : 0.5);
        restarts.Spend(100);
        restarts.Next();
        Assert.Equal((12, 0.2), (restarts.Population, restarts.Sigma));
        restarts.Spend(240);
        restarts.Next();
        // With a share of 1: half of the large population, here the first one; a step of 10^(-2 * 0.5).
        Assert.Equal(6, restarts.Population);
        Assert.Equal(0.02, restarts.Sigma, 12);
        restarts.Spend(60);
        restarts.Next();
        Assert.Equal(6, restarts.Population);
        restarts.Spend(200);
        restarts.Next();
        Assert.Equal((24, 0.2), (restarts.Population, restarts.Sigma));
    }
}
