namespace MlNetDeep.Tuning.Tests.Samplers;

public class GridSamplerTests
{
    private static readonly Dictionary<string, object?[]> s_grid = new() { ["a"] = [1, 2, 3], ["b"] = ["x", null], ["c"] = [0.5, 1] };

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Contract36_every_combination_is_tried_once_and_the_search_ends(int parallelism)
    {
        Study study = Study.Create(new() { Sampler = new GridSampler(s_grid), Seed = 7 });
        study.Optimize(Objective, new() { Parallelism = parallelism, Catch = _ => false });
        Assert.Equal(12, study.Trials.Count);
        Assert.Equal(12, study.Trials.Select(Key).Distinct().Count());
    }

    [Fact]
    public void Contract36_a_search_that_is_taken_up_again_does_the_rest()
    {
        var storage = new InMemoryStorage();
        foreach (int trials in new[] { 5, 4, 100 })
            Study.Open(new() { Storage = storage, Sampler = new GridSampler(s_grid) }).Optimize(Objective, new() { Trials = trials, Catch = _ => false });
        Study study = Study.Open(new() { Storage = storage });
        Assert.Equal(12, study.Trials.Count);
        Assert.Equal(12, study.Trials.Select(Key).Distinct().Count());
    }

    [Fact]
    public void Enqueued_and_failed_trials_leave_no_hole()
    {
        Study study = Study.Create(new() { Sampler = new GridSampler(s_grid) });
        study.Enqueue(new Dictionary<string, object?> { ["a"] = 2, ["b"] = "x", ["c"] = 0.75 });
        study.Optimize(trial => Objective(trial) > 0 && trial.Number == 4 ? throw new InvalidOperationException("no") : 1, new());
        Assert.Equal(13, study.Trials.Count);
        Assert.Equal(13, study.Trials.Select(Key).Distinct().Count());
    }

    [Fact]
    public void The_seed_shuffles_the_order()
    {
        string[] Order(long seed)
        {
            Study study = Study.Create(new() { Sampler = new GridSampler(s_grid), Seed = seed });
            study.Optimize(Objective, new());
            return [.. study.Trials.Select(Key)];
        }
        Assert.Equal(Order(1), Order(1));
        Assert.NotEqual(Order(1), Order(2));
    }

    [Fact]
    public void Distributions_become_grids()
    {
        var space = new Dictionary<string, Distribution>
        {
            ["rate"] = new FloatDistribution(1e-4, 1e-2, log: true),
            ["layers"] = new IntDistribution(1, 3),
            ["units"] = new IntDistribution(16, 256, log: true),
            ["kind"] = new CategoricalDistribution("a", "b", "c", "d"),
        };
        Study study = Study.Create(new() { Sampler = GridSampler.Over(space, 3) });
        study.Optimize(trial => space.Sum(entry => trial.Suggest(entry.Key, entry.Value) is double number ? number : 0), new() { Catch = _ => false });
        Assert.Equal(3 * 3 * 3 * 4, study.Trials.Count);
        double[] rates = [.. study.Trials.Select(trial => (double)trial.Parameters["rate"].Value!).Distinct().Order()];
        Assert.Equal([1e-4, 1e-3, 1e-2], rates.Select(rate => Math.Round(rate, 10)));
        Assert.Equal([16, 64, 256], study.Trials.Select(trial => (int)trial.Parameters["units"].Value!).Distinct().Order());
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        static void Run(ISampler sampler) => Study.Create(new() { Sampler = sampler }).Optimize(Objective, new() { Trials = 1, Catch = _ => false });
        Assert.Contains("'a' is not in", Assert.Throws<ArgumentException>(() => Run(new GridSampler(new Dictionary<string, object?[]> { ["a"] = [9] }))).Message.Replace("of ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("'b', which the grid lacks", Assert.Throws<ArgumentException>(() => Run(new GridSampler(new Dictionary<string, object?[]> { ["a"] = [1] }))).Message, StringComparison.Ordinal);
        Assert.Contains("no value of 'a'", Assert.Throws<ArgumentException>(() => new GridSampler(new Dictionary<string, object?[]> { ["a"] = [] })).Message, StringComparison.Ordinal);
        Assert.Contains("'a' twice", Assert.Throws<ArgumentException>(() => new GridSampler(new Dictionary<string, object?[]> { ["a"] = [1, 1] })).Message, StringComparison.Ordinal);
        Assert.Contains("combinations", Assert.Throws<ArgumentException>(() => new GridSampler(Enumerable.Range(0, 9).ToDictionary(i => $"p{i}", _ => (object?[])[1, 2, 3, 4, 5, 6, 7, 8]))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new GridSampler(new Dictionary<string, object?[]>()));
    }

    private static string Key(TrialRecord trial) => string.Join(' ', trial.Parameters.Select(parameter => parameter.Value.ToString()));

    private static double Objective(Trial trial) => trial.SuggestInt("a", 0, 5) + (trial.SuggestCategorical("b", "x", null, "y") == "x" ? 1 : 2) + trial.SuggestFloat("c", 0, 1);
}
