namespace MlNetDeep.Tuning.Tests.Samplers;

public class BruteForceSamplerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Contract36_a_conditional_space_is_enumerated_and_the_search_ends(int parallelism)
    {
        Study study = Study.Create(new() { Sampler = new BruteForceSampler(), Seed = 2 });
        study.Optimize(Objective, new() { Parallelism = parallelism, Trials = 200, Catch = _ => false });
        // 3 * 4 with layers, 5 without, and each with the flag.
        string[] keys = [.. study.Trials.Select(trial => string.Join(' ', trial.Parameters.Select(parameter => $"{parameter.Key}={parameter.Value}"))).Distinct()];
        Assert.Equal(2 * (3 * 4 + 5), keys.Length);
        Assert.Equal(keys.Length, study.Trials.Count);
    }

    [Fact]
    public void Contract36_a_search_that_is_taken_up_again_does_the_rest()
    {
        var storage = new InMemoryStorage();
        foreach (int trials in new[] { 10, 100 }) Study.Open(new() { Storage = storage, Sampler = new BruteForceSampler() }).Optimize(Objective, new() { Trials = trials });
        Assert.Equal(34, Study.Open(new() { Storage = storage }).Trials.Count);
    }

    [Fact]
    public void Failed_and_pruned_trials_are_not_tried_again()
    {
        Study study = Study.Create(new() { Sampler = new BruteForceSampler() });
        study.Optimize(trial => (trial.SuggestInt("a", 1, 9, step: 2) / 2 % 3) switch { 0 => throw new InvalidOperationException("no"), 1 => throw new TrialPrunedException(), _ => 1 }, new());
        Assert.Equal([1, 3, 5, 7, 9], study.Trials.Select(trial => (int)trial.Parameters["a"].Value!).Order());
    }

    [Fact]
    public void All_kinds_of_discrete_parameters_are_enumerated()
    {
        Study study = Study.Create(new() { Sampler = new BruteForceSampler() });
        study.Optimize(trial => trial.SuggestInt("log", 1, 12, log: true) + trial.SuggestFloat("grid", 0, 1, step: 0.5) + trial.SuggestInt("powers", 1, 8, log: true, step: 2) + (trial.SuggestOrdinal("o", "s", "l") == "s" ? 1 : 0), new() { Trials = 1000 });
        Assert.Equal(12 * 3 * 4 * 2, study.Trials.Count);
        Assert.Equal(Enumerable.Range(1, 12), study.Trials.Select(trial => (int)trial.Parameters["log"].Value!).Distinct().Order());
    }

    [Fact]
    public void A_continuous_parameter_is_named() =>
        Assert.Contains("'x' has infinitely many values", Assert.Throws<ArgumentException>(() => Study.Create(new() { Sampler = new BruteForceSampler() }).Ask().SuggestFloat("x", 0, 1)).Message, StringComparison.Ordinal);

    private static double Objective(Trial trial)
    {
        bool flag = trial.SuggestBool("flag");
        double value = trial.SuggestCategorical("kind", "net", "line") == "net"
            ? trial.SuggestInt("layers", 1, 3) * trial.SuggestInt("units", 1, 4)
            : trial.SuggestFloat("slope", 0, 1, step: 0.25);
        return flag ? value : -value;
    }
}
