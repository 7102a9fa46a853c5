namespace MlNetDeep.Tuning.Tests;

public class RegretTerminatorTests
{
    private static readonly FloatDistribution s_unit = new(0, 1);

    [Fact]
    public void A_search_that_has_converged_ends()
    {
        var observer = new RecordingObserver();
        Study study = Study.Create(new() { ExecutionsPerTrial = 3, HopelessLevel = 0, Seed = 1, Observers = [new RegretTerminator(), observer] });
        study.Optimize(trial => Bowl(trial) + 0.02 * CounterRandom.Uniform(trial.Seed, 0, "noise"), new() { Trials = 200 });
        Assert.InRange(study.Trials.Count, 20, 100);
        Assert.Contains(observer.Messages, message => message.StartsWith("RegretTerminator: the best of ", StringComparison.Ordinal) && message.EndsWith("; the search ends", StringComparison.Ordinal));
        Assert.InRange(study.BestValue, 0, 0.05);
    }

    [Fact]
    public void A_search_goes_on_while_more_can_be_gained_than_the_noise_hides()
    {
        Study study = Study.Create(new() { ExecutionsPerTrial = 2, HopelessLevel = 0, Sampler = new RandomSampler(), Observers = [new RegretTerminator()] });
        study.Optimize(trial => Bowl(trial) + 1e-6 * CounterRandom.Uniform(trial.Seed, 0, "noise"), new() { Trials = 40 });
        Assert.Equal(40, study.Trials.Count);
    }

    [Fact]
    public void A_larger_error_ends_a_search_sooner()
    {
        int[] trials = [.. new[] { 0.5, 0.005 }.Select(error =>
        {
            Study study = Study.Create(new() { Seed = 2, Observers = [new RegretTerminator(new() { Error = error, MinTrials = 10 })] });
            study.Optimize(Bowl, new() { Trials = 60 });
            return study.Trials.Count;
        })];
        Assert.InRange(trials[0], 10, 15);
        Assert.InRange(trials[1], trials[0] + 1, 60);
    }

    [Fact]
    public void The_noise_is_the_corrected_standard_error_of_the_best_trials_scores()
    {
        Study study = Studies.Create();
        for (int i = 0; i < 20; i++) study.AddTrial(Studies.Complete(i, ("x", s_unit, i / 20.0)) with { ExecutionValues = [[i - 1.0], [i + 0.0], [i + 1.0]] });
        RegretJudgement judgement = new RegretTerminator().Judge(study)!.Value;
        // The scores of the best trial, -1, 0 and 1, have the variance 1.
        Assert.Equal(Math.Sqrt(1.0 / 3 + 1.0 / 2), judgement.Error, 12);
        Assert.Equal(20, judgement.Trials);
        Assert.False(new RegretJudgement(20, 2, 2).IsEnough);
        Assert.True(new RegretJudgement(20, 1.9, 2).IsEnough);
    }

    [Fact]
    public void Folds_reported_as_steps_can_be_the_scores()
    {
        Study study = Studies.Create();
        for (int i = 0; i < 20; i++) study.AddTrial(Studies.Complete(i, ("x", s_unit, i / 20.0)) with { IntermediateValues = [new(0, 0, [i + 2.0]), new(0, 1, [i - 2.0])] });
        RegretJudgement judgement = new RegretTerminator(new() { Scores = trial => [.. trial.GetIntermediateValues().Values] }).Judge(study)!.Value;
        Assert.Equal(Math.Sqrt((1.0 / 2 + 1) * 8), judgement.Error, 12);
    }

    [Fact]
    public void Trials_that_failed_or_are_infeasible_or_infinite_do_not_count()
    {
        Study study = Studies.Create();
        for (int i = 0; i < 5; i++)
        {
            study.AddTrial(Studies.Complete(i, ("x", s_unit, i / 5.0)));
            study.AddTrial(Studies.Complete(double.PositiveInfinity, ("x", s_unit, i / 5.0)));
            study.AddTrial(Studies.Pruned(-i, ("x", s_unit, i / 5.0)));
            study.AddTrial(Studies.Complete(-100, ("x", s_unit, i / 5.0)) with { Constraints = new Dictionary<string, double> { ["size"] = 1 } });
        }
        Assert.Null(new RegretTerminator(new() { MinTrials = 6, Error = 1 }).Judge(study));
        Assert.Equal(5, new RegretTerminator(new() { MinTrials = 5, Error = 1 }).Judge(study)!.Value.Trials);
    }

    [Fact]
    public void The_regret_scales_with_the_objective_and_minimising_mirrors_maximising()
    {
        double[] regrets = [.. new[] { (1.0, Direction.Minimize), (1e300, Direction.Minimize), (-1.0, Direction.Maximize) }.Select(how =>
        {
            Study study = Studies.Create(how.Item2);
            for (int i = 0; i < 20; i++)
            {
                double x = i * 7 % 20 / 20.0;
                study.AddTrial(Studies.Complete(how.Item1 * (x - 0.3) * (x - 0.3), ("x", s_unit, x)));
            }
            return new RegretTerminator(new() { Error = 1, BestShare = 1 }).Judge(study)!.Value.Regret / Math.Abs(how.Item1);
        })];
        Assert.InRange(regrets[0], 1e-9, 0.1);
        Assert.Equal(1, regrets[1] / regrets[0], 3);   // the fit ends where it is good enough
        Assert.Equal(regrets[0], regrets[2], 12);
    }

    [Fact]
    public void Equal_values_and_spaces_without_parameters_leave_nothing_to_gain()
    {
        Study equal = Studies.Create(), none = Studies.Create();
        for (int i = 0; i < 20; i++)
        {
            equal.AddTrial(Studies.Complete(3, ("x", s_unit, i / 20.0)));
            none.AddTrial(Studies.Complete(i));
        }
        foreach (Study study in new[] { equal, none }) Assert.Equal(0, new RegretTerminator(new() { Error = 1 }).Judge(study)!.Value.Regret);
    }

    [Fact]
    public void Asking_and_telling_is_not_disturbed()
    {
        Study study = Study.Create(new() { Observers = [new RegretTerminator(new() { Error = 100, MinTrials = 2 })] });
        for (int i = 0; i < 4; i++)
        {
            Trial trial = study.Ask();
            study.Tell(trial, Bowl(trial));
        }
        Assert.Equal(4, study.Trials.Count);
    }

    [Fact]
    public void What_it_cannot_judge_is_an_error_that_says_why()
    {
        Study study = Study.Create(new() { Name = "s", Observers = [new RegretTerminator(new() { MinTrials = 2 })] });
        Assert.Equal("a RegretTerminator measures noise by the scores of a trial, but trial 0 of study 's' has 1: set ExecutionsPerTrial to at least 2, or Scores or Error in RegretTerminatorOptions",
            Assert.Throws<InvalidOperationException>(() => study.Optimize(trial => trial.Number + Bowl(trial), new() { Trials = 3 })).Message);
        Assert.Equal("a RegretTerminator judges one objective, but study 'study' has 2",
            Assert.Throws<InvalidOperationException>(() => new RegretTerminator().Judge(Studies.Create(Direction.Minimize, Direction.Minimize))).Message);
        Assert.Equal("MinTrials must be at least 2, but is 1", Assert.Throws<ArgumentException>(() => new RegretTerminator(new() { MinTrials = 1 })).Message);
        Assert.Equal("BestShare is above 0 and at most 1, not 0", Assert.Throws<ArgumentException>(() => new RegretTerminator(new() { BestShare = 0 })).Message);
        Assert.Equal("Error is a number above 0, not 0", Assert.Throws<ArgumentException>(() => new RegretTerminator(new() { Error = 0 })).Message);
    }

    [Fact]
    public void The_bound_has_the_gradient_of_its_values()
    {
        Study study = Studies.Create();
        for (int i = 0; i < 12; i++) study.AddTrial(Studies.Complete(i % 5, ("x", s_unit, i * 5 % 12 / 12.0), ("y", s_unit, i / 12.0)));
        Observations observations = study.History().Observations;
        double[][] points = observations.Space.Points();
        var kernel = new KernelSpace(observations.Space, points);
        var bound = new LowerConfidenceBound(new GpModel(kernel, new GpHyperparameters([3, 5], 1, 1e-4), points, observations.Losses().ToArray()), 1.7);
        double[] gradient = new double[2];
        bound.Evaluate([0.33, 0.61], gradient);
        for (int d = 0; d < 2; d++)
        {
            double[] above = [0.33, 0.61], below = [0.33, 0.61];
            (above[d], below[d]) = (above[d] + 1e-6, below[d] - 1e-6);
            Assert.Equal((bound.Evaluate(above) - bound.Evaluate(below)) / 2e-6, gradient[d], 5);
        }
    }

    private static double Bowl(Trial trial)
    {
        double x = trial.SuggestFloat("x", -2, 2), y = trial.SuggestFloat("y", -2, 2);
        return (x - 0.5) * (x - 0.5) + (y + 0.3) * (y + 0.3);
    }
}
