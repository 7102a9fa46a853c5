namespace MlNetDeep.Tuning.Tests.Samplers;

/// <summary>What every sampler must do. A new sampler joins with a class of one line.</summary>
public abstract class SamplerConformance
{
    protected abstract ISampler Create();

    /// <summary>False for samplers that propose one parameter at a time and so cannot know that the whole repeats a trial.</summary>
    protected virtual bool ProposesJointly => true;

    /// <summary>False for values of the objective that any seed may lead to, because the sampler visits the borders or starts in the middle.</summary>
    protected virtual bool IsByChance(double value) => true;

    public static TheoryData<Distribution> Distributions => new(new Distribution[]
    {
        new IntDistribution(1, 10), new IntDistribution(-5, 5, step: 3), new IntDistribution(1, 1000, log: true), new IntDistribution(1, 1000, log: true, step: 10),
        new IntDistribution(int.MinValue, int.MaxValue), new FloatDistribution(0, 1), new FloatDistribution(1e-5, 1, log: true), new FloatDistribution(0.1, 0.7, step: 0.2),
        new FloatDistribution(-1e308, 1e308), new FloatDistribution(1, 1.0000000000000002), new FloatDistribution(0, double.Epsilon), new CategoricalDistribution("a", null, 3), new CategoricalDistribution(false, true),
    });

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Contract32_values_are_contained_with_and_without_history(Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        var trials = new List<TrialRecord>();
        ISampler sampler = Create();
        for (int number = 0; number < 100; number++)
        {
            double value = sampler.Sample(new StudyHistory([Direction.Minimize], trials), new SamplingContext(number, 1, new Dictionary<string, ParameterValue>()), "x", distribution);
            Assert.True(distribution.Contains(value), $"{value} is not in {distribution}");
            TrialState state = (number % 5) switch { 0 => TrialState.Failed, 1 => TrialState.Pruned, 2 => TrialState.Running, _ => TrialState.Complete };
            trials.Add(new TrialRecord { Number = number, State = state, Values = state == TrialState.Complete ? [number % 3 == 0 ? double.PositiveInfinity : number] : [], Parameters = new Dictionary<string, ParameterValue> { ["x"] = new(distribution, value) } });
        }
    }

    [Fact]
    public void Contract33_failed_trials_and_infinite_values_do_not_stop_the_search()
    {
        Study study = Study.Create(new() { Sampler = Create() });
        study.Optimize(trial =>
        {
            double x = trial.SuggestFloat("x", 0, 1);
            return (trial.Number % 4) switch { 0 => throw new InvalidOperationException("no"), 1 => double.PositiveInfinity, 2 => throw new TrialPrunedException(), _ => x };
        }, new() { Trials = 40 });
        Assert.Equal(40, study.Trials.Count);
        Assert.True(double.IsFinite(study.BestValue));
    }

    [Fact]
    public void Contract34_the_same_seed_gives_the_same_study_and_another_seed_another()
    {
        double[][] runs = [Run(1), Run(1), Run(2)];
        Assert.Equal(runs[0], runs[1]);
        // Both may try a corner of the space.
        Assert.InRange(runs[0].Intersect(runs[2]).Count(IsByChance), 0, 3);
        Assert.Contains(runs[0], value => IsByChance(value));
        Assert.Equal(30, runs[0].Distinct().Count());
    }

    [Fact]
    public void Contract35_parameters_may_appear_and_vanish()
    {
        Study study = Study.Create(new() { Sampler = Create() });
        study.Optimize(trial =>
        {
            double sum = 0;
            if (trial.SuggestBool("deep"))
                for (int i = 0; i < trial.SuggestInt("layers", 1, 4); i++) sum += trial.SuggestInt($"units{i}", 16, 512, log: true);
            else sum = trial.SuggestFloat("slope", -1, 1);
            return sum;
        }, new() { Trials = 60 });
        Assert.All(study.Trials, trial => Assert.Equal(TrialState.Complete, trial.State));
        Assert.Equal(2, study.Trials.Select(trial => trial.Parameters.ContainsKey("slope")).Distinct().Count());
    }

    [Fact]
    public void Contract34_a_study_that_is_taken_up_again_goes_on_as_if_it_had_not_stopped()
    {
        double[] whole = Run(3);
        var storage = new InMemoryStorage();
        foreach (int trials in new[] { 13, 17 })
            Study.Open(new() { Storage = storage, Sampler = Create(), Seed = 3 }).Optimize(Objective, new() { Trials = trials });
        Assert.Equal(whole, Study.Open(new() { Storage = storage, Sampler = Create() }).Trials.Select(trial => trial.Value));
    }

    [Fact]
    public void Maximising_is_minimising_the_negative()
    {
        double[][] runs = [.. new[] { Direction.Minimize, Direction.Maximize }.Select(direction =>
        {
            Study study = Study.Create(new() { Sampler = Create(), Seed = 4, Direction = direction });
            study.Optimize(trial => direction == Direction.Minimize ? Objective(trial) : -Objective(trial), new() { Trials = 30 });
            return study.Trials.Select(trial => Math.Abs(trial.Value)).ToArray();
        })];
        Assert.Equal(runs[0], runs[1]);
    }

    [Fact]
    public void A_small_discrete_space_is_visited_without_repetition()
    {
        Study study = Study.Create(new() { Sampler = Create() });
        study.Optimize(trial => trial.SuggestInt("a", 0, 4) + (trial.SuggestCategorical("b", "x", "y", "z") == "y" ? 0.5 : 0), new() { Trials = 15 });
        if (ProposesJointly) Assert.Equal(15, study.Trials.Select(trial => (trial.Parameters["a"].Internal, trial.Parameters["b"].Internal)).Distinct().Count());
    }

    [Fact]
    public void Trials_that_run_are_not_proposed_again()
    {
        Study study = Study.Create(new() { Sampler = Create() });
        for (int i = 0; i < 12; i++)
        {
            Trial trial = study.Ask();
            study.Tell(trial, Objective(trial));
        }
        Trial[] running = [.. Enumerable.Range(0, 8).Select(_ => study.Ask())];
        Assert.Equal(8, running.Select(Objective).Distinct().Count());
    }

    private double[] Run(long seed)
    {
        Study study = Study.Create(new() { Sampler = Create(), Seed = seed });
        study.Optimize(Objective, new() { Trials = 30 });
        return [.. study.Trials.Select(trial => trial.Value)];
    }

    // No two samplers, and no two seeds, meet at the optimum by accident: it lies at no bound and on no grid.
    private static double Objective(Trial trial) => Math.Pow(trial.SuggestFloat("x", -5, 10) - Math.E, 2) + trial.SuggestInt("i", 0, 9);
}
