using static MlNetDeep.Tuning.Tests.Pruners.Curves;

namespace MlNetDeep.Tuning.Tests.Pruners;

public class HyperbandPrunerTests
{
    private static readonly StudyHistory s_empty = StudyOf(Direction.Minimize);

    [Fact]
    public void Contract30_trials_are_dealt_in_the_sizes_of_the_paper()
    {
        // R = 81, eta = 3: brackets of 81, 34, 15, 8 and 5 configurations.
        var pruner = new HyperbandPruner(1, 81, 3);
        int[] sizes = [.. Enumerable.Range(0, 143).GroupBy(number => pruner.BracketOf(s_empty, number)!.Value).OrderBy(bracket => bracket.Key).Select(bracket => bracket.Count())];
        Assert.Equal([81, 34, 15, 8, 5], sizes);
        // Well mixed: every bracket has had a trial after a third of a round.
        Assert.Equal(5, Enumerable.Range(0, 48).Select(number => pruner.BracketOf(s_empty, number)).Distinct().Count());
        Assert.Equal(pruner.BracketOf(s_empty, 7), pruner.BracketOf(s_empty, 7 + 143));
    }

    [Fact]
    public void Contract30_a_trial_is_compared_within_its_bracket_only()
    {
        var pruner = new HyperbandPruner(1, 9, 3);
        TrialRecord[] others = [.. Enumerable.Range(0, 30).Where(number => pruner.BracketOf(s_empty, number) == 0).Select(number => Trial(number, TrialState.Pruned, 1.0))];
        StudyHistory history = StudyOf(Direction.Minimize, others);
        int First(int bracket) => Enumerable.Range(50, 50).First(number => pruner.BracketOf(s_empty, number) == bracket);
        TrialRecord Worse(int bracket, params double[] reports) => Trial(First(bracket), TrialState.Running, reports);
        Assert.True(pruner.ShouldPrune(history, Worse(0, 2)));
        Assert.False(pruner.ShouldPrune(history, Worse(1, 2)));          // its first rung is at 3
        Assert.False(pruner.ShouldPrune(history, Worse(1, 2, 2, 2)));    // where it is the first of its bracket
        Assert.False(pruner.ShouldPrune(history, Worse(2, 2, 2, 2, 2, 2, 2, 2, 2, 2)));
    }

    [Fact]
    public void Contract30_the_most_resource_waits_for_a_completed_trial()
    {
        var pruner = new HyperbandPruner();
        Assert.False(pruner.ShouldPrune(StudyOf(Direction.Minimize, Trial(0, TrialState.Pruned, 0)), Running(9)));
        Assert.Null(pruner.BracketOf(s_empty, 0));
        Assert.NotNull(pruner.BracketOf(StudyOf(Direction.Minimize, Trial(0, TrialState.Complete, 0, 0, 0)), 0));
    }

    [Fact]
    public void Contract30_the_name_of_the_study_does_not_matter()
    {
        int[] Steps(string name)
        {
            Study study = Study.Create(new() { Name = name, Pruner = new HyperbandPruner(1, 9), Seed = 5 });
            study.Optimize(trial =>
            {
                double x = trial.SuggestFloat("x", 0, 1);
                for (int step = 1; step <= 9; step++)
                {
                    trial.Report(x + 1.0 / step, step);
                    trial.ThrowIfPruned();
                }
                return x;
            }, new() { Trials = 40 });
            return [.. study.Trials.Select(trial => trial.IntermediateValues.Length)];
        }
        int[] steps = Steps("a");
        Assert.Equal(steps, Steps("another name"));
        Assert.Contains(1, steps);
        Assert.Contains(3, steps);
        Assert.Contains(9, steps);
    }

    [Fact]
    public void Promotion_keeps_to_the_brackets()
    {
        var pruner = new HyperbandPruner(1, 9, 3, promote: true);
        Assert.True(pruner.PausesTrials);
        int[] first = [.. Enumerable.Range(0, 30).Where(number => pruner.BracketOf(s_empty, number) == 0).Take(3)];
        TrialRecord[] trials = [.. first.Select((number, i) => Trial(number, TrialState.Paused, 3.0 - i))];
        Assert.Equal(first[2], pruner.Promote(StudyOf(Direction.Minimize, trials)));
        Assert.Null(pruner.Promote(StudyOf(Direction.Minimize, trials[..2])));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new HyperbandPruner(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HyperbandPruner(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HyperbandPruner(1, 9, 1));
    }
}
