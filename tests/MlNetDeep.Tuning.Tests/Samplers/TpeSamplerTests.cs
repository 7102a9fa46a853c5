using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning.Tests.Samplers;

public class TpeSamplerConformance : SamplerConformance
{
    protected override ISampler Create() => new TpeSampler();
}

public class UnivariateTpeSamplerConformance : SamplerConformance
{
    protected override ISampler Create() => new TpeSampler(new() { Multivariate = false });
}

public class UngroupedTpeSamplerConformance : SamplerConformance
{
    protected override ISampler Create() => new TpeSampler(new() { Group = false, StartupTrials = 0 });
}

public class TpeSamplerTests
{
    [Fact]
    public void Contract34_the_first_ten_trials_are_drawn_at_random_by_the_seed()
    {
        Assert.Equal(Run(new RandomSampler(), 10), Run(new TpeSampler(), 10));
        Assert.Equal(Run(new RandomSampler(), 4), Run(new TpeSampler(new() { StartupTrials = 4 }), 4));
        Assert.NotEqual(Run(new RandomSampler(), 11)[10], Run(new TpeSampler(), 11)[10]);

        static double[] Run(ISampler sampler, int trials)
        {
            Study study = Study.Create(new() { Sampler = sampler, Seed = 5 });
            study.Optimize(Bowl, new() { Trials = trials });
            return [.. study.Trials.Select(t => t.Value)];
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_finds_much_better_values_than_random_search(bool multivariate)
    {
        var options = new TpeOptions { Multivariate = multivariate };
        Assert.True(Best(new TpeSampler(options)) < 0.25 * Best(new RandomSampler()));

        static double Best(ISampler sampler) => Enumerable.Range(0, 5).Average(seed =>
        {
            Study study = Study.Create(new() { Sampler = sampler, Seed = seed });
            study.Optimize(Bowl, new() { Trials = 80 });
            return study.BestValue;
        });
    }

    [Fact]
    public void The_joint_density_learns_a_dependence_that_single_densities_miss()
    {
        Assert.True(Best(true) < 0.7 * Best(false));

        // Two narrow valleys along diagonals: which value is good depends on another parameter's.
        static double Best(bool multivariate) => Enumerable.Range(0, 8).Average(seed =>
        {
            Study study = Study.Create(new() { Sampler = new TpeSampler(new() { Multivariate = multivariate }), Seed = seed });
            study.Optimize(t =>
            {
                double[] x = [.. Enumerable.Range(0, 6).Select(i => t.SuggestFloat($"x{i}", 0, 1) - 0.3)];
                return x.Sum(v => v * v) + 20 * Math.Pow(x[0] - x[1], 2) + 20 * Math.Pow(x[2] - x[3], 2);
            }, new() { Trials = 100 });
            return study.BestValue;
        });
    }

    [Fact]
    public void Constraints_lead_the_search_to_trials_that_keep_them()
    {
        Study study = Study.Create(new() { Sampler = new TpeSampler() });
        study.Optimize(t =>
        {
            double x = t.SuggestFloat("x", 0, 1), y = t.SuggestFloat("y", 0, 1);
            t.SetConstraint("far", 0.8 - x);
            return x + y;   // best where the constraint is violated
        }, new() { Trials = 60 });
        Assert.True(study.Trials.Skip(10).Count(t => t.IsFeasible) >= 22);   // at random 10 of 50
        Assert.InRange(study.BestValue, 0.8, 0.83);
    }

    [Fact]
    public void Contract33_what_pruned_trials_reported_is_learned()
    {
        Func<Trial, double> objective = t =>
        {
            t.Report(Math.Abs(t.SuggestFloat("x", 0, 1) - 0.3), 1);
            throw new TrialPrunedException();
        };
        Study study = Study.Create(new() { Sampler = new TpeSampler() });
        study.Optimize(objective, new() { Trials = 50 });
        Assert.True(study.Trials.Skip(30).Count(t => Math.Abs(t.Parameters["x"].Internal - 0.3) < 0.1) >= 12);
    }

    [Fact]
    public void Trials_that_run_count_as_bad_so_that_parallel_ones_spread()
    {
        Assert.InRange(Near(0), 15, 25);
        Assert.Equal(0, Near(8));

        // How many of 40 next proposals are where eight trials run, at the best value so far.
        static int Near(int running) => Enumerable.Range(0, 40).Count(seed =>
        {
            double[] good = [0.48, 0.5, 0.52];
            TrialRecord[] trials = [.. Enumerable.Range(0, 20).Select(i => At(i, TrialState.Complete, i < 3 ? good[i] : i / 20.0, i)), .. Enumerable.Range(20, running).Select(i => At(i, TrialState.Running, 0.5, 0))];
            var history = new StudyHistory([Direction.Minimize], trials);
            return Math.Abs(new TpeSampler().SampleJoint(history, new SamplingContext(40, seed, new Dictionary<string, ParameterValue>()))["x"].Internal - 0.5) < 0.06;
        });
    }

    [Fact]
    public void Several_objectives_are_searched_towards_the_front()
    {
        Assert.True(Volume(new TpeSampler()) > Volume(new RandomSampler()) + 0.3);

        static double Volume(ISampler sampler) => Enumerable.Range(0, 3).Average(seed =>
        {
            Study study = Study.Create(new() { Sampler = sampler, Seed = seed, Directions = [Direction.Minimize, Direction.Maximize] });
            study.Optimize(t =>   // ZDT1 of Zitzler, Deb and Thiele (2000), its second objective turned round
            {
                double[] x = [.. Enumerable.Range(0, 5).Select(i => t.SuggestFloat($"x{i}", 0, 1))];
                double g = 1 + 9 * x.Skip(1).Average();
                return (IReadOnlyList<double>)[x[0], -g * (1 - Math.Sqrt(x[0] / g))];
            }, new() { Trials = 120 });
            return DominatedVolume.Of([.. study.BestTrials.Select(t => new[] { t.Values[0], -t.Values[1] })], [1.1, 6]);
        });
    }

    [Fact]
    public void A_conditional_space_is_proposed_as_the_objective_asks_for_it()
    {
        Study study = Study.Create(new() { Sampler = new TpeSampler() });
        study.Optimize(t => t.SuggestBool("deep") ? t.SuggestFloat("a", 0, 1) + t.SuggestFloat("b", 0, 1) : 0.5 + t.SuggestFloat("c", 0, 1), new() { Trials = 40 });
        IReadOnlyDictionary<string, ParameterValue> proposal = new TpeSampler().SampleJoint(study.History(), new SamplingContext(40, 0, new Dictionary<string, ParameterValue>()));
        Assert.Equal((bool)proposal["deep"].Value! ? ["a", "b", "deep"] : ["c", "deep"], proposal.Keys.Order());
        Assert.True(study.BestValue < 0.1);
    }

    [Fact]
    public void A_range_that_moves_is_followed_by_what_was_seen_in_it()
    {
        Study study = Study.Create(new() { Sampler = new TpeSampler() });
        study.Optimize(t => Math.Abs(t.SuggestFloat("x", 0, 10) - 7), new() { Trials = 40 });
        double[] values = [.. Enumerable.Range(0, 20).Select(i => new TpeSampler().Sample(study.History(), new SamplingContext(40 + i, 0, new Dictionary<string, ParameterValue>()), "x", new FloatDistribution(5, 50)))];
        Assert.All(values, value => Assert.InRange(value, 5, 50));
        Assert.All(values, value => Assert.InRange(value, 5, 20));   // near the trials that were in the range before; at random one of three
    }

    [Fact]
    public void On_a_discrete_space_the_best_proposal_that_is_new_is_taken()
    {
        Study study = Study.Create(new() { Sampler = new TpeSampler() });
        study.Optimize(t => Math.Abs(t.SuggestInt("a", 0, 19) - 10) + Math.Abs(t.SuggestInt("b", 0, 19) - 5), new() { Trials = 100 });
        Assert.Equal(100, study.Trials.Select(t => (t.Parameters["a"].Internal, t.Parameters["b"].Internal)).Distinct().Count());
        Assert.Equal(0, study.BestValue);
        // The good region is filled from inside: there are 25 values of at most 3, and 61 of at most 5.
        Assert.True(study.Trials.Count(t => t.Value <= 3) >= 22);
        Assert.True(study.Trials.Count(t => t.Value <= 5) >= 45);
    }

    [Fact]
    public void Values_out_of_a_range_that_was_narrowed_count_no_more()
    {
        Study study = Study.Create(new() { Sampler = new RandomSampler() });
        study.Optimize(t => t.SuggestFloat("x", 0, 10) + t.SuggestFloat("y", 0, 1), new() { Trials = 40 });
        study.Optimize(t => Math.Abs(t.SuggestFloat("x", 5, 10) - 8) + t.SuggestFloat("y", 0, 1), new() { Trials = 10 });
        // The best trials were far below 5. Taken as 5, they would draw most proposals there.
        foreach (bool multivariate in new[] { true, false })
        {
            var sampler = new TpeSampler(new() { Multivariate = multivariate });
            double[] proposals = [.. Enumerable.Range(0, 40).Select(seed => sampler.SampleJoint(study.History(), new SamplingContext(50, seed, new Dictionary<string, ParameterValue>()))["x"].Internal)];
            Assert.All(proposals, x => Assert.InRange(x, 5, 10));
            Assert.InRange(proposals.Count(x => x < 5.5), 0, 12);
        }
    }

    [Fact]
    public void Choices_are_known_by_their_value_when_others_were_put_before_them()
    {
        var before = new CategoricalDistribution("x", "y");
        TrialRecord[] trials = [.. Enumerable.Range(0, 30).Select(i => new TrialRecord
        {
            Number = i,
            State = i < 28 ? TrialState.Complete : TrialState.Running,
            Values = i < 28 ? [i % 2 == 0 ? 1 : 0] : [],
            Parameters = new Dictionary<string, ParameterValue> { ["kind"] = new(before, i % 2) },
        })];
        // Half of the trials had y, all good ones among them. Nobody knows z.
        Assert.All(Asked(new("y", "x")), choice => Assert.Equal("y", choice));
        Assert.DoesNotContain("x", Asked(new("z", "y", "x")));

        object?[] Asked(CategoricalDistribution after) => [.. Enumerable.Range(0, 40).Select(seed =>
            after.ToExternal(new TpeSampler().Sample(new StudyHistory([Direction.Minimize], trials), new SamplingContext(30, seed, new Dictionary<string, ParameterValue>()), "kind", after)))];
    }

    [Fact]
    public void Where_all_losses_are_equal_the_search_goes_everywhere()
    {
        foreach (double loss in new[] { 1, double.PositiveInfinity, double.NegativeInfinity })
        {
            Study study = Study.Create(new() { Sampler = new TpeSampler() });
            study.Optimize(t => t.SuggestFloat("x", 0, 1) + t.SuggestFloat("y", 0, 1) > 9 ? 0 : loss, new() { Trials = 200 });
            int cells = study.Trials.Select(t => ((int)(10 * t.Parameters["x"].Internal), (int)(10 * t.Parameters["y"].Internal))).Distinct().Count();
            Assert.InRange(cells, 70, 100);   // of 100; at random 87
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_kind_of_parameter_is_learned(bool multivariate)
    {
        Study study = Study.Create(new() { Sampler = new TpeSampler(new() { Multivariate = multivariate }) });
        study.Optimize(t =>
            Math.Abs(t.SuggestInt("step", 0, 100, step: 5) - 30) / 20.0 + Math.Abs(Math.Log2(t.SuggestInt("ratio", 1, 1024, log: true, step: 2)) - 3)
            + Math.Abs(Math.Log(t.SuggestInt("log", 1, 2000, log: true) / 50.0)) + Math.Abs(Math.Log10(t.SuggestFloat("powers", 1e-4, 1, log: true, step: 10)) + 2)
            + Math.Abs(t.SuggestFloat("quarters", -1, 1, step: 0.25)) + Array.IndexOf([64, 16, 256], t.SuggestOrdinal("ordinal", 16, 64, 256))
            + (t.SuggestBool("flag") ? 0 : 1) + t.SuggestFloat("single", 2, 2), new() { Trials = 150 });
        double[] late = [.. study.Trials.Skip(100).Select(t => t.Value)], first = [.. study.Trials.Take(10).Select(t => t.Value)];
        Assert.True(study.BestValue < 4, $"{study.BestValue}");
        Assert.True(late.Average() < 0.5 * first.Average(), $"{late.Average()} after {first.Average()}");
    }

    [Fact]
    public void A_branch_without_continuous_parameters_is_not_repeated()
    {
        Study study = Study.Create(new() { Sampler = new TpeSampler() });
        study.Optimize(t => t.SuggestBool("coarse") ? Math.Abs(t.SuggestInt("i", 0, 9) - 4) : 10 + t.SuggestFloat("x", 0, 1), new() { Trials = 60 });
        double[] coarse = [.. study.Trials.Where(t => t.Parameters.ContainsKey("i")).Select(t => t.Parameters["i"].Internal)];
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (double)i), coarse.Order());
    }

    [Fact]
    public void Three_objectives_with_constraints_and_pruned_trials_are_searched_together()
    {
        double[] shares = [.. new ISampler[] { new TpeSampler(), new RandomSampler() }.Select(sampler => Enumerable.Range(0, 4).Average(seed =>
        {
            Study study = Study.Create(new() { Sampler = sampler, Seed = seed, Directions = [Direction.Minimize, Direction.Maximize, Direction.Minimize] });
            study.Optimize(t =>
            {
                double x = t.SuggestFloat("x", 0, 1), y = t.SuggestFloat("y", 0, 1), rest = t.SuggestFloat("a", 0, 1) + t.SuggestFloat("b", 0, 1);
                t.SetConstraint("middle", Math.Abs(x - 0.5) - 0.3);
                if (t.Number % 9 == 4) throw new TrialPrunedException();
                return (IReadOnlyList<double>)[x + rest, -y - rest, 2 - x - y + rest];
            }, new() { Trials = 80 });
            return study.Trials.Skip(20).Count(t => t.IsFeasible && t.Parameters["a"].Internal + t.Parameters["b"].Internal < 0.4) / 60.0;
        }))];
        Assert.True(shares[0] > 0.35 && shares[1] < 0.1, $"{shares[0]} of the trials are near the front, at random {shares[1]}");
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TpeSampler(new() { StartupTrials = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TpeSampler(new() { Candidates = 0 }));
        Assert.Contains("prior", Assert.Throws<ArgumentOutOfRangeException>(() => new TpeSampler(new() { PriorWeight = 0 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TpeSampler(new() { GoodShare = double.NaN }));
        Assert.Equal([0.15, 0.125, 0.3], [new TpeOptions().ActualGoodShare, new TpeOptions { Multivariate = false }.ActualGoodShare, new TpeOptions { GoodShare = 0.3 }.ActualGoodShare]);
        Assert.Contains("above 0 and below 1", Assert.Throws<ArgumentOutOfRangeException>(() => new TpeSampler(new() { GoodShare = 1 })).Message, StringComparison.Ordinal);
    }

    private static double Bowl(Trial trial)
    {
        double x = trial.SuggestFloat("x", -5, 5) - 1, rate = Math.Log10(trial.SuggestFloat("rate", 1e-5, 1, log: true)) + 3;
        return x * x + rate * rate + Math.Abs(trial.SuggestInt("n", 1, 20) - 4) + (trial.SuggestCategorical("kind", "a", "b", "c") == "b" ? 0 : 1);
    }

    private static TrialRecord At(int number, TrialState state, double x, double value) => new()
    {
        Number = number,
        State = state,
        Values = state == TrialState.Complete ? [value] : [],
        Parameters = new Dictionary<string, ParameterValue> { ["x"] = new(new FloatDistribution(0, 1), x) },
    };
}
