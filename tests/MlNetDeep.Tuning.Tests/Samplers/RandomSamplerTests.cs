using System.Globalization;

namespace MlNetDeep.Tuning.Tests.Samplers;

public class RandomSamplerConformance : SamplerConformance
{
    protected override ISampler Create() => new RandomSampler();
}

public class RandomSamplerTests
{
    [Fact]
    public void Contract39_parallel_trials_have_the_parameters_of_sequential_ones()
    {
        string[] sequential = Run(1), parallel = Run(4);
        Assert.Equal(sequential, parallel);
        Assert.Equal(40, sequential.Distinct().Count());

        static string[] Run(int parallelism)
        {
            Study study = Study.Create(new() { Sampler = new RandomSampler(), Seed = 3 });
            study.Optimize(trial =>
            {
                double x = trial.SuggestFloat("x", 0, 1);
                Thread.SpinWait(trial.Number % 7 * 20_000);   // let later trials overtake earlier ones
                return trial.SuggestBool("deep") ? x + trial.SuggestInt("units", 1, 1000) : x;
            }, new() { Trials = 40, Parallelism = parallelism });
            return [.. study.Trials.Select(t => string.Join(' ', t.Parameters.Select(p => $"{p.Key}={p.Value}")))];
        }
    }

    [Fact]
    public void A_small_discrete_space_is_covered_without_repetition()
    {
        Study study = Study.Create(new() { Sampler = new RandomSampler() });
        study.Optimize(trial => trial.SuggestInt("a", 1, 4) * (trial.SuggestBool("b") ? 2 : 3), new() { Trials = 8 });
        Assert.Equal(8, study.Trials.Select(t => (t.Parameters["a"].Internal, t.Parameters["b"].Internal)).Distinct().Count());

        study.Optimize(trial => trial.SuggestInt("a", 1, 4) * (trial.SuggestBool("b") ? 2 : 3), new() { Trials = 2 });
        Assert.Equal(10, study.Trials.Count);   // exhausted: repetitions are accepted, not an endless loop
    }

    [Fact]
    public void A_small_conditional_space_is_covered_without_repetition()
    {
        Study study = Study.Create(new() { Sampler = new RandomSampler() });
        study.Optimize(trial => trial.SuggestCategorical("kind", "a", "b") == "a" ? trial.SuggestInt("x", 1, 3) : trial.SuggestInt("y", 1, 2), new() { Trials = 5 });
        Assert.Equal(5, study.Trials.Select(t => string.Join(' ', t.Parameters.Select(p => $"{p.Key}={p.Value}"))).Distinct().Count());
    }

    [Fact]
    public void A_failure_after_the_first_parameters_does_not_exclude_what_begins_alike()
    {
        Study study = Study.Create(new() { Sampler = new RandomSampler() });
        study.Optimize(t => t.SuggestBool("a") && t.Number < 10 ? throw new FormatException("no") : t.SuggestFloat("x", 0, 1), new() { Trials = 40, MaxConsecutiveFailures = null });
        Assert.Contains(study.GetTrials(TrialState.Failed), t => t.Parameters.Count == 1);
        Assert.InRange(study.Trials.Skip(10).Count(t => (bool)t.Parameters["a"].Value!), 8, 22);
    }

    [Fact]
    public void Without_avoidance_repetitions_occur()
    {
        Study study = Study.Create(new() { Sampler = new RandomSampler(avoidDuplicates: false) });
        study.Optimize(trial => trial.SuggestInt("a", 1, 4), new() { Trials = 8 });
        Assert.InRange(study.Trials.Select(t => t.Parameters["a"].Internal).Distinct().Count(), 2, 4);
    }

    [Fact]
    public void The_sampler_s_own_seed_takes_the_place_of_the_study_s()
    {
        Assert.Equal(First(new RandomSampler(seed: 5), 1), First(new RandomSampler(seed: 5), 2));
        Assert.NotEqual(First(new RandomSampler(), 1), First(new RandomSampler(), 2));

        static double First(ISampler sampler, long seed) =>
            sampler.Sample(new StudyHistory([Direction.Minimize], []), new SamplingContext(0, seed, new Dictionary<string, ParameterValue>()), "x", new FloatDistribution(0, 1));
    }

    [Fact]
    public void Random_numbers_are_uniform_and_independent_of_each_other()
    {
        double[] numbers = [.. Enumerable.Range(0, 10_000).Select(i => CounterRandom.Uniform(1, i, "x"))];
        double[] others = [.. Enumerable.Range(0, 10_000).Select(i => CounterRandom.Uniform(1, i, "y"))];
        Assert.Equal(0.5, numbers.Average(), 0.01);
        Assert.Equal(1 / 12.0, numbers.Average(u => (u - 0.5) * (u - 0.5)), 0.003);
        Assert.Equal(0, numbers.Zip(others, (a, b) => (a - 0.5) * (b - 0.5)).Average(), 0.003);
        int[] histogram = [.. numbers.CountBy(u => (int)(u * 20)).OrderBy(p => p.Key).Select(p => p.Value)];
        Assert.Equal(20, histogram.Length);
        Assert.All(histogram, count => Assert.InRange(count, 400, 600));
    }

    [Fact]
    public void Random_numbers_never_change_between_versions() =>
        Assert.Equal("0.5321851120782991 0.6334517842470104", string.Create(CultureInfo.InvariantCulture, $"{CounterRandom.Uniform(0, 0, "x")} {CounterRandom.Uniform(-7, 3, "größe", 2)}"));
}
