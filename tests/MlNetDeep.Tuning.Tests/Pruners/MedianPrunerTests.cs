namespace MlNetDeep.Tuning.Tests.Pruners;

public class MedianPrunerTests
{
    // Reports of five completed trials at steps 0, 1, 2.
    private static readonly double[][] s_curves = [[0.50, 0.40, 0.30], [0.60, 0.30, 0.20], [0.70, 0.50, 0.40], [0.40, 0.35, 0.10], [0.90, 0.80, 0.70]];

    [Theory]
    [InlineData(new[] { 0.61 }, true)]                // median at step 0: 0.60
    [InlineData(new[] { 0.60 }, false)]               // equal is not worse
    [InlineData(new[] { 0.95, 0.41 }, true)]          // median at step 1: 0.40
    [InlineData(new[] { 0.38, 0.95 }, false)]         // best so far 0.38 counts, not the last report
    [InlineData(new[] { 0.95, 0.95, 0.30 }, false)]   // median at step 2: 0.30
    [InlineData(new[] { 0.95, 0.95, 0.31 }, true)]
    public void Contract28_best_so_far_is_compared_with_the_median_at_the_same_step(double[] reports, bool prunes) =>
        Assert.Equal(prunes, new MedianPruner().ShouldPrune(History(Direction.Minimize, s_curves), Running(reports)));

    [Theory]
    [InlineData(new[] { 0.59 }, true)]
    [InlineData(new[] { 0.61 }, false)]
    [InlineData(new[] { 0.45, 0.1 }, false)]          // best so far 0.45 against 0.40
    public void Large_values_are_good_when_maximising(double[] reports, bool prunes) =>
        Assert.Equal(prunes, new MedianPruner().ShouldPrune(History(Direction.Maximize, s_curves), Running(reports)));

    [Fact]
    public void The_median_of_an_even_number_is_the_mean_of_the_middle_two()
    {
        StudyHistory history = History(Direction.Minimize, [[1.0], [2.0], [4.0], [9.0]]);
        var pruner = new MedianPruner(startupTrials: 4);
        Assert.False(pruner.ShouldPrune(history, Running(3.0)));
        Assert.True(pruner.ShouldPrune(history, Running(3.01)));
    }

    [Fact]
    public void Contract27_nothing_is_pruned_before_startup_warmup_interval_and_enough_trials()
    {
        StudyHistory history = History(Direction.Minimize, s_curves);
        Assert.False(new MedianPruner(startupTrials: 6).ShouldPrune(history, Running(9)));
        Assert.False(new MedianPruner(warmupSteps: 2).ShouldPrune(history, Running(9, 9)));
        Assert.True(new MedianPruner(warmupSteps: 2).ShouldPrune(history, Running(9, 9, 9)));
        Assert.True(new MedianPruner(interval: 2).ShouldPrune(history, Running(9)));
        Assert.False(new MedianPruner(interval: 2).ShouldPrune(history, Running(9, 9)));
        Assert.True(new MedianPruner(interval: 2).ShouldPrune(history, Running(9, 9, 9)));
        Assert.False(new MedianPruner(minTrials: 6).ShouldPrune(history, Running(9)));
        Assert.False(new MedianPruner().ShouldPrune(history, Running(9, 9, 9, 9)));   // nobody reported step 3
        Assert.False(new MedianPruner().ShouldPrune(history, Running()));
        Assert.False(new MedianPruner(startupTrials: 0).ShouldPrune(History(Direction.Minimize, []), Running(9)));
    }

    [Fact]
    public void Contract27_NaN_reports_of_the_trial_prune_and_of_the_others_do_not()
    {
        StudyHistory history = History(Direction.Minimize, s_curves);
        Assert.True(new MedianPruner().ShouldPrune(history, Running(double.NaN)));
        Assert.False(new MedianPruner().ShouldPrune(history, Running(double.NaN, 0.2)));
        Assert.False(new MedianPruner(startupTrials: 1).ShouldPrune(History(Direction.Minimize, [[double.NaN]]), Running(9)));
        Assert.True(new MedianPruner(startupTrials: 1).ShouldPrune(History(Direction.Minimize, [[double.NaN], [5.0]]), Running(9)));
    }

    [Fact]
    public void Only_completed_trials_and_the_same_execution_count()
    {
        TrialRecord[] pruned = [.. s_curves.Select((c, i) => Record(i, c) with { State = TrialState.Pruned })];
        Assert.False(new MedianPruner().ShouldPrune(new StudyHistory([Direction.Minimize], pruned), Running(9)));

        TrialRecord second = Running(0.1) with { ExecutionValues = [[0.1]] };
        second = second with { IntermediateValues = second.IntermediateValues.Add(new IntermediateValue(1, 0, [9.0])) };
        Assert.False(new MedianPruner().ShouldPrune(History(Direction.Minimize, s_curves), second));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MedianPruner(startupTrials: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MedianPruner(warmupSteps: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MedianPruner(interval: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MedianPruner(minTrials: 0));
    }

    [Fact]
    public void In_a_study_the_slow_trials_stop_early()
    {
        Study study = Study.Create(new() { Direction = Direction.Maximize, Pruner = new MedianPruner(startupTrials: 3) });
        study.Optimize(trial =>
        {
            double rate = trial.Number < 3 ? 1 : trial.Number % 2;
            for (int epoch = 0; epoch < 4; epoch++)
            {
                trial.Report(rate * epoch, epoch);
                trial.ThrowIfPruned();
            }
            return rate * 3;
        }, new() { Trials = 7 });
        Assert.Equal([4, 6], study.GetTrials(TrialState.Pruned).Select(t => t.Number));
        Assert.All(study.GetTrials(TrialState.Pruned), t => Assert.Equal(2, t.IntermediateValues.Length));   // step 0 ties, step 1 is worse
    }

    private static StudyHistory History(Direction direction, double[][] curves) => new([direction], [.. curves.Select(Record)]);

    private static TrialRecord Record(double[] curve, int number) => Record(number, curve);

    private static TrialRecord Record(int number, double[] curve) => new()
    {
        Number = number,
        State = TrialState.Complete,
        Values = [curve[^1]],
        IntermediateValues = [.. curve.Select((value, step) => new IntermediateValue(0, step, [value]))],
        ExecutionValues = [[curve[^1]]],
    };

    private static TrialRecord Running(params double[] reports) => new()
    {
        Number = 99,
        State = TrialState.Running,
        IntermediateValues = [.. reports.Select((value, step) => new IntermediateValue(0, step, [value]))],
    };
}
