using MlNetDeep.Tuning.Tests.Samplers.Replayed;

namespace MlNetDeep.Tuning.Tests.Samplers;

public class CmaEsSamplerTests : ReplayedSamplerConformance
{
    protected override ISampler Create() => new CmaEsSampler();

    [Theory]
    [InlineData(RestartStrategy.None, false)]
    [InlineData(RestartStrategy.Ipop, false)]
    [InlineData(RestartStrategy.Bipop, true)]
    public void A_bent_valley_is_followed_to_its_end(RestartStrategy restarts, bool separable)
    {
        Study study = Study.Create(new() { Sampler = new CmaEsSampler(new() { Restarts = restarts, Separable = separable }), Seed = 1 });
        study.Optimize(Rosenbrock, new() { Trials = 500 });
        Assert.True(study.BestValue < (separable ? 0.5 : 1e-4), FormattableString.Invariant($"the best is {study.BestValue}"));
    }

    [Fact]
    public void A_warm_start_begins_where_another_study_was_good()
    {
        Study source = Study.Create(new() { Sampler = new RandomSampler(), Seed = 2 });
        source.Optimize(Corner, new() { Trials = 100 });
        Study study = Study.Create(new() { Sampler = new CmaEsSampler(new() { WarmStart = source.Trials }), Seed = 2 });
        study.Optimize(Corner, new() { Trials = 7 });
        Study cold = Study.Create(new() { Sampler = new CmaEsSampler(), Seed = 2 });
        cold.Optimize(Corner, new() { Trials = 7 });
        Assert.True(study.Trials.Skip(1).Average(trial => trial.Value) < 0.5 * cold.Trials.Skip(1).Average(trial => trial.Value));
    }

    [Fact]
    public void It_starts_around_the_best_of_what_another_sampler_has_found()
    {
        var storage = new InMemoryStorage();
        Study.Open(new() { Storage = storage, Sampler = new RandomSampler(), Seed = 4 }).Optimize(Corner, new() { Trials = 100 });
        Study study = Study.Open(new() { Storage = storage, Sampler = new CmaEsSampler(), Seed = 4 });
        study.Optimize(Corner, new() { Trials = 6 });
        Assert.All(study.Trials.Skip(100), trial => Assert.True((double)trial.Parameters["x"].Value! > 0.4));
    }

    [Fact]
    public void The_generation_is_noted_with_each_trial()
    {
        Study study = Study.Create(new() { Sampler = new CmaEsSampler(new() { PopulationSize = 5 }), Seed = 1 });
        study.Optimize(Rosenbrock, new() { Trials = 21 });
        Assert.Equal(Enumerable.Range(0, 20).Select(i => i / 5), study.Trials.Skip(1).Select(trial => (int)trial.SamplerNotes["cma.batch"]!));
        Assert.Empty(study.Trials[0].SamplerNotes);
    }

    [Fact]
    public void A_margin_keeps_integers_moving()
    {
        // The optimum of the integer shows only after the float has converged elsewhere.
        Study study = Study.Create(new() { Sampler = new CmaEsSampler(new() { Restarts = RestartStrategy.None }), Seed = 3 });
        study.Optimize(trial => 100 * Math.Abs(trial.SuggestFloat("x", -1, 1)) + Math.Abs(trial.SuggestInt("i", 0, 40) - 37), new() { Trials = 400 });
        Assert.Equal(37, study.BestTrial.Parameters["i"].Value);
        Assert.True(study.Trials.Skip(300).Select(trial => trial.Parameters["i"].Internal).Distinct().Count() > 1);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.StartsWith("the initial sigma must be above 0 and at most 1, but is 1.5", Assert.Throws<ArgumentOutOfRangeException>(() => new CmaEsSampler(new() { InitialSigma = 1.5 })).Message, StringComparison.Ordinal);
        Assert.StartsWith("a generation needs at least 4 trials, but the population size is 3", Assert.Throws<ArgumentOutOfRangeException>(() => new CmaEsSampler(new() { PopulationSize = 3 })).Message, StringComparison.Ordinal);
        Assert.StartsWith("unknown restart strategy 9", Assert.Throws<ArgumentOutOfRangeException>(() => new CmaEsSampler(new() { Restarts = (RestartStrategy)9 })).Message, StringComparison.Ordinal);
    }

    private static double Rosenbrock(Trial trial)
    {
        double x = trial.SuggestFloat("x", -2, 2), y = trial.SuggestFloat("y", -2, 2);
        return 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x);
    }

    private static double Corner(Trial trial)
    {
        double x = trial.SuggestFloat("x", 0, 1) - 0.85, y = trial.SuggestFloat("y", 0, 1) - 0.15;
        return x * x + y * y;
    }
}
