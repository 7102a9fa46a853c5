namespace MlNetDeep.Tuning.Tests.Samplers.NelderMead;

public class SimplexSearchTests
{
    [Fact]
    public void A_simplex_reflects_expands_contracts_and_shrinks_as_calculated_by_hand()
    {
        var search = new SimplexSearch(Frame([0.4, 0.4]), new NelderMeadOptions());
        Assert.Equal([[0.4, 0.4], [0.6, 0.4], [0.4, 0.6]], Rounded(search));
        Tell(search, 3, 2, 1);

        // The worst, (0.4, 0.4), at the middle (0.5, 0.5) of the others.
        Assert.Equal(SimplexStage.Reflect, search.Stage);
        Assert.Equal([[0.6, 0.6]], Rounded(search));
        Tell(search, 0.5);
        Assert.Equal(SimplexStage.Expand, search.Stage);
        Assert.Equal([[0.7, 0.7]], Rounded(search));
        Tell(search, 0.7);   // worse than the reflection, which stays
        Assert.Equal([0.6, 0.6], search.Corners[0].Point.Select(x => Math.Round(x, 12)));

        // Now (0.6, 0.4) with the value 2 is the worst, the middle of the others (0.5, 0.6).
        Assert.Equal([[0.4, 0.8]], Rounded(search));
        Tell(search, 5);
        Assert.Equal(SimplexStage.Contract, search.Stage);
        Assert.Equal([[0.55, 0.5]], Rounded(search));
        Tell(search, 6);
        Assert.Equal(SimplexStage.Shrink, search.Stage);
        Assert.Equal([[0.5, 0.6], [0.6, 0.5]], Rounded(search));
    }

    [Fact]
    public void The_cube_bounds_the_simplex()
    {
        var search = new SimplexSearch(Frame([0.1, 0.1]), new NelderMeadOptions());
        for (int i = 0; i < 300; i++)
        {
            double[][] points = [.. Enumerable.Range(0, search.Size).Select(slot => search.Propose(slot, i))];
            Assert.All(points.SelectMany(point => point), x => Assert.InRange(x, 0, 1));
            Tell(search, [.. points.Select(point => point[0] - 2 * point[1])]);
        }
        Assert.True(search.Restarts > 0);
    }

    private static SearchFrame Frame(double[] origin)
    {
        TrialRecord[] trials = [new() { State = TrialState.Complete, Values = [9], Parameters = new Dictionary<string, ParameterValue> { ["x"] = new(new FloatDistribution(0, 1), origin[0]), ["y"] = new(new FloatDistribution(0, 1), origin[1]) } }];
        return new SearchFrame(new StudyHistory([Direction.Minimize], trials).Observations.Columns, 1, Direction.Minimize, [new Member(-1, 0, origin, 9, Observations.CompleteStep, 0)]);
    }

    private static double[][] Rounded(SimplexSearch search) => [.. Enumerable.Range(0, search.Size).Select(slot => search.Propose(slot, 0).Select(x => Math.Round(x, 12)).ToArray())];

    private static void Tell(SimplexSearch search, params double[] losses) =>
        search.Tell([.. losses.Select((loss, slot) => new Member(slot, slot, search.Propose(slot, 0), loss, Observations.CompleteStep, 0))]);
}
