namespace MlNetDeep.Tuning.Tests.Samplers;

public class PartialFixedSamplerTests
{
    private static readonly Dictionary<string, object?> s_fixed = new() { ["i"] = 4, ["kind"] = "b", ["x"] = 1 };

    [Fact]
    public void Fixed_parameters_keep_their_values_and_the_others_are_those_of_the_sampler()
    {
        Study study = Study.Create(new() { Sampler = new PartialFixedSampler(s_fixed, new RandomSampler()), Seed = 3 }), free = Study.Create(new() { Sampler = new RandomSampler(), Seed = 3 });
        foreach (Study either in new[] { study, free }) either.Optimize(Objective, new() { Trials = 20, Catch = _ => false });
        Assert.All(study.Trials, trial => Assert.Equal((4, "b", 1.0), ((int)trial.Parameters["i"].Value!, (string)trial.Parameters["kind"].Value!, (double)trial.Parameters["x"].Value!)));
        Assert.Equal(free.Trials.Select(trial => trial.Parameters["y"].Internal), study.Trials.Select(trial => trial.Parameters["y"].Internal));
    }

    [Fact]
    public void What_is_left_of_a_discrete_space_is_not_repeated()
    {
        Study study = Study.Create(new() { Sampler = new PartialFixedSampler(new Dictionary<string, object?> { ["a"] = 2 }, new NearBestSampler()), Seed = 3 });
        study.Optimize(trial => trial.SuggestInt("a", 0, 9) + trial.SuggestInt("b", 0, 7), new() { Trials = 8, Catch = _ => false });
        Assert.All(study.Trials, trial => Assert.Equal(2, trial.Parameters["a"].Value));
        Assert.Equal(8, study.Trials.Select(trial => trial.Parameters["b"].Internal).Distinct().Count());
    }

    [Fact]
    public void A_value_out_of_range_is_named()
    {
        Study study = Study.Create(new() { Sampler = new PartialFixedSampler(new Dictionary<string, object?> { ["i"] = 40 }, new RandomSampler()) });
        Assert.Contains("'i' is fixed to 40", Assert.Throws<ArgumentException>(() => study.Ask().SuggestInt("i", 0, 9)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new PartialFixedSampler(new Dictionary<string, object?> { ["i"] = 4L }, new RandomSampler()));
    }

    private static double Objective(Trial trial) =>
        trial.SuggestInt("i", 0, 9) + trial.SuggestFloat("x", 0, 2) + trial.SuggestFloat("y", 0, 1) + (trial.SuggestCategorical("kind", "a", "b") == "a" ? 1 : 0);
}
