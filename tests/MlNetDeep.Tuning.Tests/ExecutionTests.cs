namespace MlNetDeep.Tuning.Tests;

public class ExecutionTests
{
    [Fact]
    public void Contract39_the_value_is_the_mean_of_the_executions_with_their_spread()
    {
        double[] values = [1, 2, 6];
        var parameters = new HashSet<double>();
        Study study = Study.Create(new() { ExecutionsPerTrial = 3 });
        study.Optimize(t =>
        {
            parameters.Add(t.SuggestFloat("x", 0, 1));
            t.Report(values[t.Execution], 0);
            return values[t.Execution];
        }, new() { Trials = 1 });
        TrialRecord trial = Assert.Single(study.Trials);
        Assert.Equal(3, trial.Value);
        Assert.Equal(Math.Sqrt(7), trial.StandardDeviation, 1e-15);
        Assert.Equal(values, trial.ExecutionValues.Select(v => v[0]));
        Assert.Equal([0, 1, 2], trial.IntermediateValues.Select(v => v.Execution));   // the same step of each, without a clash
        Assert.Equal(6, trial.GetIntermediateValues(execution: 2)[0]);
        Assert.Single(parameters);
    }

    [Fact]
    public void The_median_leaves_an_outlier_out()
    {
        Study study = Study.Create(new() { ExecutionsPerTrial = 3, Aggregate = ExecutionAggregate.Median });
        study.Optimize(t => t.Execution == 1 ? 1e308 : t.Execution + 1, new() { Trials = 1 });
        Assert.Equal(3, study.BestValue);
    }

    [Fact]
    public void Contract39_finished_executions_survive_a_cancellation()
    {
        using var cancel = new CancellationTokenSource();
        var calls = new List<(int Trial, int Execution, double X)>();
        var storage = new InMemoryStorage();
        double Objective(Trial t)
        {
            calls.Add((t.Number, t.Execution, t.SuggestFloat("x", 0, 1)));
            t.Report(t.Execution, 0);
            if (calls.Count == 5) cancel.Cancel();
            t.CancellationToken.ThrowIfCancellationRequested();
            return t.Execution;
        }
        Study.Open(new() { Storage = storage, ExecutionsPerTrial = 3 }).Optimize(Objective, new() { Trials = 2, CancellationToken = cancel.Token });
        Study study = Study.Open(new() { Storage = storage, ExecutionsPerTrial = 3 });
        Assert.Equal(TrialState.Waiting, study.Trials[1].State);
        Assert.Single(study.Trials[1].ExecutionValues);
        Assert.Single(study.Trials[1].IntermediateValues);   // the report of the unfinished execution is dropped

        study.Optimize(Objective, new() { TotalTrials = 2 });
        Assert.Equal([(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 1), (1, 2)], calls.Select(c => (c.Trial, c.Execution)));
        Assert.Equal(2, calls.Select(c => c.X).Distinct().Count());
        Assert.Equal(1, study.Trials[1].Value);
    }

    [Fact]
    public void Contract39_finished_executions_survive_the_end_of_the_process()
    {
        var storage = new InMemoryStorage();
        Study dying = Study.Open(new() { Storage = storage, ExecutionsPerTrial = 3, Worker = Workers.Dead });
        Trial trial = dying.Ask();
        double x = trial.SuggestFloat("x", 0, 1);
        trial.AddExecution([10]);
        dying.Store(trial);

        var executions = new List<int>();
        Study study = Study.Open(new() { Storage = storage, ExecutionsPerTrial = 3 });
        study.Optimize(t => { executions.Add(t.Execution); return t.SuggestFloat("x", 0, 1); }, new() { TotalTrials = 1 });
        Assert.Equal([1, 2], executions);
        Assert.Equal([10, x, x], study.BestTrial.ExecutionValues.Select(v => v[0]));
    }

    [Fact]
    public void A_trial_with_all_executions_is_completed_without_another_one()
    {
        var storage = new InMemoryStorage();
        Study dying = Study.Open(new() { Storage = storage, ExecutionsPerTrial = 3, Worker = Workers.Dead });
        Trial trial = dying.Ask();
        trial.AddExecution([4]);
        trial.AddExecution([6]);
        dying.Store(trial);
        Study study = Study.Open(new() { Storage = storage, ExecutionsPerTrial = 2 });
        study.Optimize(_ => 100, new() { TotalTrials = 2 });
        Assert.Equal([5.0, 100.0], study.GetTrials(TrialState.Complete).Select(t => t.Value));
    }

    [Fact]
    public void A_pruned_or_failed_execution_ends_the_trial()
    {
        int calls = 0;
        Study study = Study.Create(new() { ExecutionsPerTrial = 3 });
        study.Optimize(t =>
        {
            calls++;
            t.Report(7 + t.Execution, 0);
            if (t.Execution == 1) throw t.Number == 0 ? new TrialPrunedException() : new FormatException("no");
            return 1;
        }, new() { Trials = 2 });
        Assert.Equal(4, calls);
        Assert.Equal((TrialState.Pruned, 8.0), (study.Trials[0].State, study.Trials[0].Value));
        Assert.Equal(TrialState.Failed, study.Trials[1].State);
        Assert.All(study.Trials, t => Assert.Single(t.ExecutionValues));
    }

    [Fact]
    public void Opposite_infinities_have_no_mean_and_fail_the_trial()
    {
        Study study = Study.Create(new() { ExecutionsPerTrial = 2 });
        study.Optimize(t => t.Execution == 0 ? double.PositiveInfinity : double.NegativeInfinity, new() { Trials = 1 });
        Assert.Contains("no mean", Assert.Single(study.GetTrials(TrialState.Failed)).Message, StringComparison.Ordinal);
    }
}
