namespace MlNetDeep.Tuning.Tests.Samplers;

public class SmacSamplerConformance : SamplerConformance
{
    protected override ISampler Create() => new SmacSampler();
}

public class SmacSamplerTests
{
    [Fact]
    public void It_beats_random_search_on_a_conditional_space()
    {
        double Median(Func<ISampler> create) => Enumerable.Range(1, 5).Select(seed =>
        {
            Study study = Study.Create(new() { Sampler = create(), Seed = seed });
            study.Optimize(Objective, new() { Trials = 60 });
            return study.BestValue;
        }).Order().ElementAt(2);
        double ours = Median(() => new SmacSampler()), random = Median(() => new RandomSampler());
        Assert.True(ours < 0.5 * random, $"{ours} and {random}");
    }

    [Fact]
    public void Constraints_are_kept_and_several_objectives_spread()
    {
        Study study = Study.Create(new() { Sampler = new SmacSampler(), Directions = [Direction.Minimize, Direction.Minimize], Seed = 3 });
        study.Optimize(trial =>
        {
            double x = trial.SuggestFloat("x", 0, 1), y = trial.SuggestFloat("y", 0, 1);
            trial.SetConstraint("y", y - 0.5);
            return [x * x + y, (x - 1) * (x - 1) + y];
        }, new() { Trials = 80 });
        Assert.True(study.Trials.Skip(20).Count(trial => trial.IsFeasible) > 45);
        double[] front = [.. study.BestTrials.Select(trial => (double)trial.Parameters["x"].Value!)];
        Assert.True(front.Length >= 5 && front.Min() < 0.3 && front.Max() > 0.7, string.Join(' ', front));
    }

    [Fact]
    public void Options_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SmacSampler(new() { InitialTrials = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SmacSampler(new() { Trees = 1 }));
        Assert.Contains("not 1.5", Assert.Throws<ArgumentOutOfRangeException>(() => new SmacSampler(new() { RandomShare = 1.5 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SmacSampler(new() { Candidates = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SmacSampler(new() { LocalSearches = -1 }));
    }

    private static double Objective(Trial trial)
    {
        double x = trial.SuggestFloat("x", 0, 1);
        return trial.SuggestCategorical("kind", "net", "tree", "line") switch
        {
            "net" => Math.Abs(x - 0.7) + Math.Abs(trial.SuggestInt("units", 1, 256, log: true) - 40) / 64.0,
            "tree" => 0.6 + x,
            _ => 0.5 + trial.SuggestFloat("slope", 0, 1),
        };
    }
}
