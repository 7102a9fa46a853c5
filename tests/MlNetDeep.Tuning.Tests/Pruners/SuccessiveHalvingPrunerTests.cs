using System.Collections.Concurrent;
using static MlNetDeep.Tuning.Tests.Pruners.Curves;

namespace MlNetDeep.Tuning.Tests.Pruners;

public class SuccessiveHalvingPrunerTests
{
    [Fact]
    public void Contract29_only_at_rungs_is_decided()
    {
        // Rungs 1, 2, 4, 8 and one trial that was good at all of them.
        StudyHistory history = StudyOf(Direction.Minimize, Trial(0, TrialState.Complete, 0, 0, 0, 0, 0, 0, 0, 0));
        var pruner = new SuccessiveHalvingPruner(minResource: 1, reductionFactor: 2);
        double[] steps = [.. Enumerable.Range(1, 9).Select(step => (double)step).Where(step => pruner.ShouldPrune(history, Running([.. Enumerable.Repeat(5.0, (int)step)])))];
        Assert.Equal([1.0, 2, 4, 8], steps);
    }

    [Fact]
    public void Contract29_the_first_trial_at_a_rung_goes_on() =>
        Assert.False(new SuccessiveHalvingPruner(1, 2).ShouldPrune(StudyOf(Direction.Minimize), Running(5)));

    [Fact]
    public void Contract29_the_best_share_of_a_rung_goes_on()
    {
        StudyHistory history = StudyOf(Direction.Minimize, [.. Enumerable.Range(0, 7).Select(i => Trial(i, TrialState.Pruned, i))]);
        var pruner = new SuccessiveHalvingPruner(1, reductionFactor: 4);   // eight trials with this one: two places
        Assert.False(pruner.ShouldPrune(history, Running(0.5)));
        Assert.False(pruner.ShouldPrune(history, Running(1)));             // as good as the second
        Assert.True(pruner.ShouldPrune(history, Running(1.1)));
    }

    [Fact]
    public void Contract29_NaN_at_a_rung_ends_the_trial()
    {
        Assert.True(new SuccessiveHalvingPruner(2, 2).ShouldPrune(StudyOf(Direction.Minimize), Running(1, double.NaN)));
        Assert.False(new SuccessiveHalvingPruner(2, 2).ShouldPrune(StudyOf(Direction.Minimize), Running(double.NaN)));
    }

    [Fact]
    public void Contract29_the_least_resource_comes_from_the_first_completed_trial()
    {
        var pruner = new SuccessiveHalvingPruner(reductionFactor: 2);
        Assert.False(pruner.ShouldPrune(StudyOf(Direction.Minimize, Trial(0, TrialState.Pruned, 0, 0, 0)), Running(9, 9, 9)));
        // 300 steps: the first rung is at 3.
        StudyHistory history = StudyOf(Direction.Minimize, Trial(0, TrialState.Complete, [.. Enumerable.Repeat(0.0, 300)]));
        Assert.False(pruner.ShouldPrune(history, Running(9, 9)));
        Assert.True(pruner.ShouldPrune(history, Running(9, 9, 9)));
    }

    [Fact]
    public void Contract29_a_rung_needs_its_bootstrap_count()
    {
        var pruner = new SuccessiveHalvingPruner(1, 2, bootstrapCount: 2);
        Assert.True(pruner.ShouldPrune(StudyOf(Direction.Minimize, Trial(0, TrialState.Pruned, 5)), Running(1)));
        Assert.False(pruner.ShouldPrune(StudyOf(Direction.Minimize, Trial(0, TrialState.Pruned, 5), Trial(1, TrialState.Pruned, 5)), Running(1)));
    }

    [Fact]
    public void The_stopping_rate_puts_the_first_rung_later()
    {
        StudyHistory history = StudyOf(Direction.Minimize, Trial(0, TrialState.Complete, 0, 0, 0, 0));
        var pruner = new SuccessiveHalvingPruner(1, 2, minEarlyStoppingRate: 2);
        Assert.False(pruner.ShouldPrune(history, Running(9, 9, 9)));
        Assert.True(pruner.ShouldPrune(history, Running(9, 9, 9, 9)));
    }

    [Fact]
    public void Reports_that_skip_rungs_are_judged_at_each()
    {
        var pruner = new SuccessiveHalvingPruner(1, 2);
        TrialRecord late = Running() with { IntermediateValues = [new IntermediateValue(0, 5, [3.0])] };
        Assert.True(pruner.ShouldPrune(StudyOf(Direction.Minimize, Trial(0, TrialState.Pruned, 1)), late));
        Assert.False(pruner.ShouldPrune(StudyOf(Direction.Minimize, Trial(0, TrialState.Pruned, 4)), late));
    }

    [Fact]
    public void Several_objectives_lose_a_place_only_to_what_dominates()
    {
        TrialRecord Of(int number, double a, double b) => new() { Number = number, State = TrialState.Pruned, IntermediateValues = [new IntermediateValue(0, 1, [a, b])] };
        var history = new StudyHistory([Direction.Minimize, Direction.Minimize], [Of(0, 1, 5), Of(1, 5, 1)]);
        var pruner = new SuccessiveHalvingPruner(1, 3);
        Assert.False(pruner.ShouldPrune(history, Of(9, 3, 3)));
        Assert.True(pruner.ShouldPrune(history, Of(9, 6, 3)));
    }

    [Fact]
    public void A_paused_trial_goes_on_when_it_comes_to_belong_to_the_best()
    {
        var pruner = new SuccessiveHalvingPruner(1, reductionFactor: 2, promote: true);
        Assert.True(pruner.PausesTrials);
        Assert.True(pruner.ShouldPrune(StudyOf(Direction.Minimize), Running(5)));   // one trial: no place yet
        Assert.Null(pruner.Promote(StudyOf(Direction.Minimize, Trial(0, TrialState.Paused, 5))));
        Assert.Equal(0, pruner.Promote(StudyOf(Direction.Minimize, Trial(0, TrialState.Paused, 5), Trial(1, TrialState.Paused, 6))));
        // The higher rung first, and no trial that went on already.
        StudyHistory history = StudyOf(Direction.Minimize,
            Trial(0, TrialState.Paused, 5, 5), Trial(1, TrialState.Paused, 6, 6), Trial(2, TrialState.Paused, 7), Trial(3, TrialState.Paused, 8), Trial(4, TrialState.Complete, 4, 4, 4, 4), Trial(5, TrialState.Paused, 5.5));
        Assert.Equal(5, pruner.Promote(history));
        Assert.Null(new SuccessiveHalvingPruner(1, 2).Promote(history));
    }

    [Fact]
    public void In_a_study_promoted_trials_go_on_from_their_last_step()
    {
        Study study = Study.Create(new() { Pruner = new SuccessiveHalvingPruner(1, 2, promote: true), Seed = 3 });
        var worked = new Dictionary<int, List<int>>();
        study.Optimize(trial =>
        {
            double x = trial.SuggestFloat("x", 0, 1);
            if (!worked.TryGetValue(trial.Number, out List<int>? steps)) worked.Add(trial.Number, steps = []);
            for (int step = (trial.ResumedAfterStep ?? 0) + 1; step <= 8; step++)
            {
                steps.Add(step);
                trial.Report(x + 1.0 / step, step);
                trial.ThrowIfPruned();
            }
            return x;
        }, new() { Trials = 60 });
        Assert.All(worked.Values, steps => Assert.Equal(Enumerable.Range(1, steps.Count), steps));   // no step twice, none left out
        TrialRecord[] completed = [.. study.GetTrials(TrialState.Complete)];
        Assert.NotEmpty(completed);
        Assert.Contains(completed, trial => worked[trial.Number].Count == 8);
        // The best that there is got to the end.
        Assert.Equal(study.Trials.Min(trial => (double)trial.Parameters["x"].Value!), study.BestValue);
    }

    [Fact]
    public void Contract33_failed_trials_do_not_count()
    {
        var pruner = new SuccessiveHalvingPruner(1, 2);
        Assert.True(pruner.ShouldPrune(StudyOf(Direction.Minimize, Trial(0, TrialState.Pruned, 1)), Running(5)));
        Assert.False(pruner.ShouldPrune(StudyOf(Direction.Minimize, Trial(0, TrialState.Failed, 1)), Running(5)));
        var promoting = new SuccessiveHalvingPruner(1, 2, promote: true);
        Assert.Null(promoting.Promote(StudyOf(Direction.Minimize, Trial(0, TrialState.Paused, 5), Trial(1, TrialState.Failed, 6))));
    }

    [Fact]
    public void The_best_of_several_paused_trials_goes_on_first_and_several_objectives_by_domination()
    {
        var pruner = new SuccessiveHalvingPruner(1, 2, promote: true);
        TrialRecord[] trials = [.. new[] { 4.0, 2, 3, 1, 2, 5 }.Select((value, i) => Trial(i, TrialState.Paused, value))];
        Assert.Equal(3, pruner.Promote(StudyOf(Direction.Minimize, trials)));
        Assert.Equal(5, pruner.Promote(StudyOf(Direction.Maximize, trials)));

        TrialRecord Of(int number, double a, double b) => new() { Number = number, State = TrialState.Paused, IntermediateValues = [new IntermediateValue(0, 1, [a, b])] };
        var two = new StudyHistory([Direction.Minimize, Direction.Minimize], [Of(0, 3, 3), Of(1, 2, 2), Of(2, 9, 9)]);
        Assert.Equal(1, pruner.Promote(two));
    }

    [Fact]
    public async Task Workers_never_have_the_same_trial_go_on_twice()
    {
        var storage = new InMemoryStorage();
        var resumed = new ConcurrentBag<(int Number, int Step)>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
            Study.Open(new() { Storage = storage, Pruner = new SuccessiveHalvingPruner(1, 2, promote: true), Seed = worker }).Optimize(trial =>
            {
                double x = trial.SuggestFloat("x", 0, 1);
                if (trial.ResumedAfterStep is { } last) resumed.Add((trial.Number, last));
                for (int step = (trial.ResumedAfterStep ?? 0) + 1; step <= 8; step++)
                {
                    trial.Report(x + 1.0 / step, step);
                    trial.ThrowIfPruned();
                }
                return x;
            }, new() { Trials = 40, Parallelism = 2, Catch = _ => false }), TestContext.Current.CancellationToken)));
        Assert.NotEmpty(resumed);
        Assert.Equal(resumed.Count, resumed.Distinct().Count());
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SuccessiveHalvingPruner(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SuccessiveHalvingPruner(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SuccessiveHalvingPruner(1, 2, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SuccessiveHalvingPruner(1, 2, 0, -1));
    }
}
