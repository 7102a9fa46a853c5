namespace MlNetDeep.Tuning.Tests.Samplers;

public class GaussianProcessSamplerConformance : SamplerConformance
{
    protected override ISampler Create() => new GaussianProcessSampler();
}

public class GaussianProcessSamplerTests
{
    [Fact]
    public void It_finds_the_optimum_of_a_smooth_function_in_few_trials()
    {
        double[] best = [.. Enumerable.Range(1, 3).Select(seed =>
        {
            Study study = Study.Create(new() { Sampler = new GaussianProcessSampler(), Seed = seed });
            study.Optimize(trial => Math.Pow(trial.SuggestFloat("x", -5, 10) - 2, 2) + Math.Pow(Math.Log10(trial.SuggestFloat("y", 1e-4, 1, log: true)) + 2.5, 2), new() { Trials = 30 });
            return study.BestValue;
        })];
        Assert.All(best, value => Assert.InRange(value, 0, 1e-3));
    }

    [Fact]
    public void Constraints_are_learned()
    {
        Study study = Study.Create(new() { Sampler = new GaussianProcessSampler(), Seed = 2 });
        study.Optimize(trial =>
        {
            double x = trial.SuggestFloat("x", 0, 1), y = trial.SuggestFloat("y", 0, 1);
            trial.SetConstraint("sum", x + y - 0.8);
            return -(x * y);
        }, new() { Trials = 40 });
        Assert.InRange(study.BestValue, -0.1601, -0.157);   // at x = y = 0.4
    }

    [Fact]
    public void Several_objectives_spread_over_the_front()
    {
        Study study = Study.Create(new() { Sampler = new GaussianProcessSampler(), Directions = [Direction.Minimize, Direction.Minimize], Seed = 2 });
        study.Optimize(trial =>
        {
            double x = trial.SuggestFloat("x", 0, 1), y = trial.SuggestFloat("y", 0, 1);
            return [x * x + y, (x - 1) * (x - 1) + y];
        }, new() { Trials = 50 });
        double[] front = [.. study.BestTrials.Where(trial => (double)trial.Parameters["y"].Value! < 0.02).Select(trial => (double)trial.Parameters["x"].Value!)];
        Assert.True(front.Length >= 10, $"{front.Length} on the front");
        Assert.InRange(front.Min(), 0, 0.2);
        Assert.InRange(front.Max(), 0.8, 1);
    }

    [Fact]
    public void Many_trials_stay_affordable()
    {
        // Beyond the limit it learns from a selection.
        Study study = Study.Create(new() { Sampler = new GaussianProcessSampler(new() { MaxObservations = 30 }), Seed = 2 });
        study.Optimize(trial => Math.Abs(trial.SuggestFloat("x", 0, 1) - 0.3), new() { Trials = 60 });
        Assert.InRange(study.BestValue, 0, 1e-3);
    }

    [Fact]
    public void Many_trials_of_several_objectives_stay_affordable()
    {
        Study study = Study.Create(new() { Sampler = new GaussianProcessSampler(new() { MaxObservations = 30 }), Directions = [Direction.Minimize, Direction.Maximize], Seed = 2 });
        study.Optimize(trial =>
        {
            double x = trial.SuggestFloat("x", 0, 1), y = trial.SuggestFloat("y", 0, 1);
            return [x + y, x];
        }, new() { Trials = 60 });
        Assert.All(study.BestTrials.Where(trial => trial.Number >= 50), trial => Assert.InRange((double)trial.Parameters["y"].Value!, 0, 0.05));
    }

    [Theory]
    [MemberData(nameof(SamplerConformance.Distributions), MemberType = typeof(SamplerConformance))]
    public void No_distribution_and_no_value_stops_it(Distribution distribution)
    {
        Study study = Study.Create(new() { Sampler = new GaussianProcessSampler(new() { StartupTrials = 3 }), Seed = 1 });
        study.Optimize(trial => Odd(trial, distribution), new() { Trials = 15 });
        AssertAllComplete(study);
    }

    [Fact]
    public void A_space_of_all_distributions_with_conditions_is_searched()
    {
        Distribution[] all = [.. SamplerConformance.Distributions.Select(row => row.Data)];
        Study study = Study.Create(new() { Sampler = new GaussianProcessSampler(new() { StartupTrials = 3, MaxObservations = 20 }), Seed = 1 });
        study.Optimize(trial =>
        {
            int first = trial.SuggestInt("first", 0, all.Length - 1);
            for (int i = first; i < all.Length; i++) trial.Suggest($"p{i}", all[i]);
            return Odd(trial, all[0]);
        }, new() { Trials = 40 });
        AssertAllComplete(study);
    }

    [Fact]
    public void Running_trials_push_the_next_ones_away()
    {
        Study study = Study.Create(new() { Sampler = new GaussianProcessSampler(new() { StartupTrials = 4 }), Seed = 3 });
        study.Optimize(trial => Math.Sin(9 * trial.SuggestFloat("x", 0, 1)), new() { Trials = 5 });
        double[] asked = [.. Enumerable.Range(0, 5).Select(_ => study.Ask().SuggestFloat("x", 0, 1)).Order()];
        // Left to itself each of them would go to the minimum at 0.52.
        Assert.True(asked[^1] - asked[0] > 0.1, string.Join(' ', asked));
    }

    // Infinities, the widest numbers, ties, and constraints that are violated, infinite or not a number.
    private static double Odd(Trial trial, Distribution distribution)
    {
        trial.Suggest("x", distribution);
        trial.SetConstraint("c", (trial.Number % 5) switch { 0 => 1, 1 => double.NaN, 2 => double.PositiveInfinity, _ => -trial.Number });
        return (trial.Number % 6) switch { 0 => double.PositiveInfinity, 1 => double.NegativeInfinity, 2 => 1e308, 3 => -1e308, _ => trial.Number / 12 };
    }

    private static void AssertAllComplete(Study study) => Assert.All(study.Trials, trial => Assert.True(trial.State == TrialState.Complete, trial.Message));

    [Fact]
    public void Options_are_checked()
    {
        Assert.Contains("StartupTrials", Assert.Throws<ArgumentException>(() => new GaussianProcessSampler(new() { StartupTrials = 0 })).Message, StringComparison.Ordinal);
        Assert.Contains("MaxObservations", Assert.Throws<ArgumentException>(() => new GaussianProcessSampler(new() { MaxObservations = 19 })).Message, StringComparison.Ordinal);
    }
}
