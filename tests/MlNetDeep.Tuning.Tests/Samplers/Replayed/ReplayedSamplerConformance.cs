namespace MlNetDeep.Tuning.Tests.Samplers.Replayed;

/// <summary>What the samplers must do beyond <see cref="SamplerConformance"/> whose state is replayed from the history.</summary>
public abstract class ReplayedSamplerConformance : SamplerConformance
{
    // The border is -5, the middle 2.5.
    protected override bool IsByChance(double value) => 2 * value != Math.Floor(2 * value);

    [Fact]
    public void Contract34_a_new_sampler_proposes_what_the_old_one_would_have()
    {
        ISampler first = Create();
        Study study = Study.Create(new() { Sampler = first, Seed = 8 });
        for (int round = 0; round < 60; round++)
        {
            StudyHistory history = study.History();
            Assert.Equal(Values(first, history, round), Values(Create(), history, round));
            Trial trial = study.Ask();
            study.Tell(trial, Mixed(trial));
        }
    }

    [Fact]
    public void Contract33_a_whole_batch_may_run_before_any_result_and_results_come_in_any_order()
    {
        Study study = Study.Create(new() { Sampler = Create(), Seed = 2 });
        var points = new HashSet<double>();
        for (int round = 0; round < 8; round++)
        {
            Trial[] batch = [.. Enumerable.Range(0, 13).Select(_ => study.Ask())];
            double[] values = [.. batch.Select(Bowl)];
            foreach (double value in values) Assert.True(points.Add(value), "two trials have the same parameters");
            for (int i = 12; i >= 0; i--)
            {
                if (i == 5) study.Tell(batch[i], null, TrialState.Failed);
                else if (i == 7) study.Tell(batch[i], null, TrialState.Pruned);
                else study.Tell(batch[i], values[i]);
            }
        }
        Assert.True(study.BestValue < 1, FormattableString.Invariant($"the best is {study.BestValue}"));
    }

    [Fact]
    public void Contract33_a_trial_that_never_ends_does_not_hold_up_the_others()
    {
        Study study = Study.Create(new() { Sampler = Create(), Seed = 3 });
        for (int i = 0; i < 5; i++)
        {
            Trial trial = study.Ask();
            study.Tell(trial, Bowl(trial));
        }
        Bowl(study.Ask());
        var seen = new HashSet<double>();
        for (int i = 0; i < 60; i++)
        {
            Trial trial = study.Ask();
            double value = Bowl(trial);
            Assert.True(seen.Add(value), "a trial is repeated");
            study.Tell(trial, value);
        }
    }

    [Fact]
    public void Infeasible_trials_come_after_feasible_ones()
    {
        Study study = Study.Create(new() { Sampler = Create(), Seed = 5 });
        study.Optimize(trial =>
        {
            double x = trial.SuggestFloat("x", -1, 1), y = trial.SuggestFloat("y", -1, 1);
            trial.SetConstraint("right", 0.3 - x);
            return x * x + y * y;   // least at 0.3, 0 of what is allowed
        }, new() { Trials = 150 });
        Assert.True(study.BestTrial.IsFeasible);
        Assert.Equal(0.09, study.BestValue, 0.03);
    }

    [Fact]
    public void Several_objectives_are_refused_with_a_sampler_that_takes_them()
    {
        Study study = Study.Create(new() { Sampler = Create(), Directions = [Direction.Minimize, Direction.Maximize] });
        Trial trial = study.Ask();
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => trial.SuggestFloat("x", 0, 1));
        Assert.Equal($"{Create().GetType().Name} searches studies with one objective, but this one has 2; TpeSampler takes any number", e.Message);
    }

    [Fact]
    public void An_enqueued_trial_that_is_better_is_taken_up()
    {
        Study study = Study.Create(new() { Sampler = Create(), Seed = 6 });
        study.Optimize(Far, new() { Trials = 3 });
        study.Enqueue(new Dictionary<string, object?> { ["x"] = 0.913, ["y"] = 0.087 });
        study.Optimize(Far, new() { Trials = 100 });
        Assert.True(study.Trials.Skip(4).Count(trial => Math.Abs((double)trial.Parameters["x"].Value! - 0.913) < 0.1 && Math.Abs((double)trial.Parameters["y"].Value! - 0.087) < 0.1) > 10);

        static double Far(Trial trial)
        {
            double x = trial.SuggestFloat("x", 0, 1) - 0.92, y = trial.SuggestFloat("y", 0, 1) - 0.08;
            return Math.Sqrt(x * x + y * y);
        }
    }

    [Fact]
    public void Mixed_parameters_are_searched_together()
    {
        Study study = Study.Create(new() { Sampler = Create(), Seed = 7 });
        study.Optimize(Mixed, new() { Trials = 150 });
        Assert.True(study.BestValue < 0.35, FormattableString.Invariant($"the best is {study.BestValue}"));
        Assert.All(study.Trials, trial => Assert.Equal(TrialState.Complete, trial.State));
    }

    protected static double Bowl(Trial trial)
    {
        double x = trial.SuggestFloat("x", -5, 10), y = trial.SuggestFloat("y", -5, 10);
        return (x - 1) * (x - 1) + (y - 2) * (y - 2);
    }

    // Least, 0, at 20 units, rate 1e-3, "b".
    protected static double Mixed(Trial trial)
    {
        double units = Math.Log2(trial.SuggestInt("units", 4, 256, log: true) / 20.0) / 6, rate = Math.Log10(trial.SuggestFloat("rate", 1e-5, 1, log: true)) / 5 + 0.6;
        int layers = trial.SuggestInt("layers", 1, 6);
        return units * units + rate * rate + 0.02 * Math.Abs(layers - 4) + (trial.SuggestCategorical("kind", "a", "b", "c") == "b" ? 0 : 0.3);
    }

    private static (string, double)[] Values(ISampler sampler, StudyHistory history, int number) =>
        [.. sampler.SampleJoint(history, new SamplingContext(number, 8, new Dictionary<string, ParameterValue>())).Select(p => (p.Key, p.Value.Internal))];
}
