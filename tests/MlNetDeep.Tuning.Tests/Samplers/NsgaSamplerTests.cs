using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning.Tests.Samplers;

public class NsgaIISamplerConformance : SamplerConformance
{
    protected override ISampler Create() => new NsgaIISampler(new() { PopulationSize = 8 });
}

public class NsgaIIISamplerConformance : SamplerConformance
{
    protected override ISampler Create() => new NsgaIIISampler(new() { PopulationSize = 8 });
}

public class NsgaSamplerTests
{
    public static TheoryData<Crossover> Crossovers => new(Enum.GetValues<Crossover>());

    [Theory]
    [MemberData(nameof(Crossovers))]
    public void It_covers_the_front_better_than_random_search(Crossover crossover)
    {
        double Area(ISampler sampler)
        {
            Study study = Study.Create(new() { Sampler = sampler, Directions = [Direction.Minimize, Direction.Minimize], Seed = 1 });
            study.Optimize(Zdt1, new() { Trials = 800 });
            return Dominated(study.BestTrials);
        }
        double random = Area(new RandomSampler()), ours = Area(new NsgaIISampler(new() { PopulationSize = 20, Crossover = crossover }));
        Assert.True(ours > random + 0.1, $"{ours} and {random}");
    }

    [Fact]
    public void NSGA_III_spreads_over_three_objectives()
    {
        Study study = Study.Create(new() { Sampler = new NsgaIIISampler(new() { PopulationSize = 20 }, divisions: 4), Directions = [Direction.Minimize, Direction.Minimize, Direction.Minimize], Seed = 1 });
        study.Optimize(Dtlz2, new() { Trials = 500 });
        // Of the last generation most lie near the sphere of radius 1, in all directions.
        TrialRecord[] last = [.. study.Trials.TakeLast(40)];
        Assert.True(last.Count(trial => Math.Sqrt(trial.Values.Sum(value => value * value)) < 1.15) > 25);
        for (int axis = 0; axis < 3; axis++) Assert.Contains(last, trial => trial.Values[axis] > 0.75);
    }

    [Fact]
    public void Trials_that_keep_the_constraints_come_first()
    {
        Study study = Study.Create(new() { Sampler = new NsgaIISampler(new() { PopulationSize = 10 }), Directions = [Direction.Minimize, Direction.Minimize], Seed = 1 });
        study.Optimize(trial =>
        {
            double x = trial.SuggestFloat("x", 0, 1), y = trial.SuggestFloat("y", 0, 1);
            trial.SetConstraint("x", 0.7 - x);
            return [x, y];
        }, new() { Trials = 200 });
        Assert.True(study.Trials.TakeLast(50).Count(trial => trial.IsFeasible) > 24);
    }

    [Fact]
    public void Fronts_and_distances_are_those_of_the_paper()
    {
        Individual Of(int number, double a, double b, double violation = 0) => new(number, [], [a, b], violation);
        Individual[] all = [Of(0, 1, 4), Of(1, 2, 2), Of(2, 4, 1), Of(3, 3, 3), Of(4, 5, 5), Of(5, 0, 0, 1)];
        Assert.Equal([[0, 1, 2], [3], [4], [5]], NonDominatedSort.Fronts(all).Select(front => front.Select(individual => individual.Number).ToArray()));
        Dictionary<Individual, double> distances = CrowdingDistance.Of(all[..3]);
        Assert.Equal([double.PositiveInfinity, 2.0, double.PositiveInfinity], all[..3].Select(individual => distances[individual]));
    }

    [Theory]
    [InlineData(2, 4, 5)]
    [InlineData(3, 4, 15)]
    [InlineData(5, 3, 35)]
    public void Reference_points_are_all_multiples_on_the_simplex(int objectives, int divisions, int count)
    {
        double[][] points = ReferencePoints.Lattice(objectives, divisions);
        Assert.Equal(count, points.Length);
        Assert.All(points, point => Assert.Equal(1, point.Sum(), 12));
        Assert.Equal(count, points.Select(point => string.Join(' ', point)).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Crossovers))]
    public void Crossovers_keep_the_mean_of_the_parents(Crossover crossover)
    {
        var random = new SplitMix(5);
        double[][] parents = [[0.2, 0.4], [0.6, 0.5], [0.4, 0.9]];
        double[][] used = parents[..Recombination.Parents(crossover, 2)];
        double[][] children = [.. Enumerable.Range(0, 20000).Select(_ => Recombination.Cross(crossover, used, random))];
        for (int d = 0; d < 2; d++)
        {
            double expected = crossover == Crossover.Simplex ? used.Average(parent => parent[d]) : (used[0][d] + used[1][d]) / 2;
            Assert.InRange(children.Average(child => child[d]), expected - 0.02, expected + 0.02);
        }
    }

    [Fact]
    public void A_generation_is_as_large_as_asked()
    {
        Study study = Study.Create(new() { Sampler = new NsgaIISampler(new() { PopulationSize = 6 }), Seed = 1 });
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1), new() { Trials = 20 });
        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3], study.Trials.Select(trial => trial.SamplerNotes["nsga2.generation"]));
    }

    [Fact]
    public void Options_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NsgaIISampler(new() { PopulationSize = 3 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NsgaIISampler(new() { Crossover = (Crossover)9 }));
        Assert.Contains("CrossoverProbability", Assert.Throws<ArgumentOutOfRangeException>(() => new NsgaIISampler(new() { CrossoverProbability = 2 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NsgaIISampler(new() { MutationProbability = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NsgaIISampler(new() { MutationIndex = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NsgaIIISampler(divisions: 0));
    }

    // Zitzler, Deb and Thiele 2000: the front is f2 = 1 - sqrt(f1).
    private static double[] Zdt1(Trial trial)
    {
        double first = trial.SuggestFloat("x0", 0, 1), sum = 0;
        for (int i = 1; i < 8; i++) sum += trial.SuggestFloat($"x{i}", 0, 1);
        double g = 1 + 9 * sum / 7;
        return [first, g * (1 - Math.Sqrt(first / g))];
    }

    // Deb, Thiele, Laumanns and Zitzler 2002: the front is the sphere of radius 1.
    private static double[] Dtlz2(Trial trial)
    {
        double a = trial.SuggestFloat("a", 0, 1) * Math.PI / 2, b = trial.SuggestFloat("b", 0, 1) * Math.PI / 2, g = 0;
        for (int i = 0; i < 5; i++) g += Math.Pow(trial.SuggestFloat($"x{i}", 0, 1) - 0.5, 2);
        return [(1 + g) * Math.Cos(a) * Math.Cos(b), (1 + g) * Math.Cos(a) * Math.Sin(b), (1 + g) * Math.Sin(a)];
    }

    // The area that a front dominates within the reference point (1.1, 7).
    private static double Dominated(IReadOnlyList<TrialRecord> front)
    {
        double area = 0, height = 7;
        foreach (TrialRecord trial in front.OrderBy(trial => trial.Values[0]))
        {
            if (trial.Values[0] >= 1.1 || trial.Values[1] >= height) continue;
            area += (1.1 - trial.Values[0]) * (height - trial.Values[1]);
            height = trial.Values[1];
        }
        return area;
    }
}
