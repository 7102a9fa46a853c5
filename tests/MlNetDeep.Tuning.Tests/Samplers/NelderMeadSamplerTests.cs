using MlNetDeep.Tuning.Tests.Samplers.Replayed;

namespace MlNetDeep.Tuning.Tests.Samplers;

public class NelderMeadSamplerTests : ReplayedSamplerConformance
{
    protected override ISampler Create() => new NelderMeadSampler();

    [Fact]
    public void A_bowl_is_searched_to_its_bottom()
    {
        Study study = Study.Create(new() { Sampler = new NelderMeadSampler(new() { NoImprovementThreshold = 0 }), Seed = 1 });
        study.Optimize(Bowl, new() { Trials = 100 });
        Assert.True(study.BestValue < 1e-6, FormattableString.Invariant($"the best is {study.BestValue}"));
    }

    [Fact]
    public void The_search_ends_after_the_restarts()
    {
        Study study = Study.Create(new() { Sampler = new NelderMeadSampler(new() { MaxRestarts = 2, MaxIterationsWithoutImprovement = 3 }), Seed = 1 });
        study.Optimize(Bowl, new() { Trials = 2000 });
        Assert.InRange(study.Trials.Count, 20, 500);
        Study longer = Study.Create(new() { Sampler = new NelderMeadSampler(new() { MaxRestarts = 5, MaxIterationsWithoutImprovement = 3 }), Seed = 1 });
        longer.Optimize(Bowl, new() { Trials = 2000 });
        Assert.True(longer.Trials.Count > study.Trials.Count);
        Assert.Equal(study.Trials.Select(trial => trial.Value), longer.Trials.Take(study.Trials.Count).Select(trial => trial.Value));
    }

    [Fact]
    public void Of_two_valleys_the_deeper_is_found_by_a_restart()
    {
        Study study = Study.Create(new() { Sampler = new NelderMeadSampler(), Seed = 2 });
        study.Enqueue(new Dictionary<string, object?> { ["x"] = 0.1 });
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1) is var x && x < 0.6 ? Math.Abs(x - 0.1) : Math.Abs(x - 0.9) - 1, new() { Trials = 200 });
        Assert.Equal(0.9, (double)study.BestParameters["x"]!, 0.01);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        (NelderMeadOptions Options, string Message)[] wrong =
        [
            (new() { MaxRestarts = -1 }, "the number of restarts must not be negative, but is -1"),
            (new() { NoImprovementThreshold = double.NaN }, "the threshold of improvement must not be negative, but is NaN"),
            (new() { MaxIterationsWithoutImprovement = 0 }, "at least 1 move without improvement must be allowed, not 0"),
            (new() { InitialSize = 0.6 }, "the initial size must be above 0 and at most 0.5, but is 0.6"),
            (new() { Alpha = 0 }, "alpha must be above 0, but is 0"),
            (new() { Gamma = 1 }, "gamma must be above alpha, 1, but is 1"),
            (new() { Rho = 0.5 }, "rho must be above -1 and below 0, but is 0.5"),
            (new() { Sigma = 1 }, "sigma must be above 0 and below 1, but is 1"),
        ];
        foreach ((NelderMeadOptions options, string message) in wrong)
            Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => new NelderMeadSampler(options)).Message, StringComparison.Ordinal);
    }
}
