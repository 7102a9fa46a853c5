namespace MlNetDeep.Tuning.Tests;

public class StagnationTerminatorTests
{
    [Theory]
    [InlineData(0, 8)]     // the last improvement is that of trial 4
    [InlineData(0.5, 6)]   // improvements of 0.1 do not count: the last one is that of trial 2
    public void A_search_ends_when_nothing_improves(double minImprovement, int trials)
    {
        double[] values = [5, 6, 3, 3.5, 2.9, 4, 4, 4, 4, 1];
        var observer = new RecordingObserver();
        Study study = Study.Create(new() { Observers = [new StagnationTerminator(3, minImprovement), observer] });
        study.Optimize(trial => values[trial.Number], new() { Trials = values.Length });
        Assert.Equal(trials, study.Trials.Count);
        Assert.Contains("StagnationTerminator: no improvement in the last 3 trials; the search ends", observer.Messages);
    }

    [Fact]
    public void Pruned_and_infeasible_trials_are_no_improvement()
    {
        var terminator = new StagnationTerminator(10);
        Study study = Studies.Create(Direction.Maximize);
        Assert.Equal(0, terminator.TrialsSinceImprovement(study));
        study.AddTrial(Studies.Pruned(9));
        Assert.Equal(1, terminator.TrialsSinceImprovement(study));
        study.AddTrial(Studies.Complete(1));
        Assert.Equal(0, terminator.TrialsSinceImprovement(study));
        study.AddTrial(Studies.Complete(5) with { Constraints = new Dictionary<string, double> { ["size"] = 1 } });
        study.AddTrial(Studies.Pruned(7));
        Assert.Equal(2, terminator.TrialsSinceImprovement(study));
        study.AddTrial(Studies.Complete(2));
        Assert.Equal(0, terminator.TrialsSinceImprovement(study));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StagnationTerminator(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StagnationTerminator(1, -1));
        Assert.Equal("a StagnationTerminator watches one objective, but study 'study' has 2",
            Assert.Throws<InvalidOperationException>(() => new StagnationTerminator(1).TrialsSinceImprovement(Studies.Create(Direction.Minimize, Direction.Minimize))).Message);
    }
}
