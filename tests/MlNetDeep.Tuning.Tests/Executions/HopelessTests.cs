namespace MlNetDeep.Tuning.Tests.Executions;

public class HopelessTests
{
    // Values of the executions of trial 0, which is good, and of trial 1.
    private static readonly double[] s_good = [1.0, 1.2, 0.9, 1.1, 1.0];

    [Theory]
    [InlineData(new[] { 2.0, 2.25, 1.9, 2.1, 2.0 }, 2)]    // differences 1, 1.05: t = 41 with one degree of freedom
    [InlineData(new[] { 1.5, 1.2, 1.6, 1.7, 1.6 }, 4)]     // 0.5, 0, 0.7, 0.6: p = 0.11, 0.10 ... 0.03
    [InlineData(new[] { 1.1, 1.1, 1.0, 1.0, 1.1 }, 5)]
    [InlineData(new[] { 0.5, 0.6, 0.4, 0.6, 0.5 }, 5)]
    public void Contract39_a_configuration_that_is_surely_worse_ends_early(double[] values, int executions)
    {
        Study study = Run(new() { ExecutionsPerTrial = 5 }, values);
        TrialRecord trial = study.Trials[1];
        Assert.Equal(executions, trial.ExecutionValues.Length);
        Assert.Equal(executions < 5 ? TrialState.Pruned : TrialState.Complete, trial.State);
        Assert.Equal(values.Take(executions).Average(), trial.Value, 12);
    }

    [Fact]
    public void A_maximised_objective_is_worse_when_smaller()
    {
        Assert.Equal(2, Run(new() { ExecutionsPerTrial = 5, Direction = Direction.Maximize }, [0.1, 0.35, 0, 0.2, 0.1]).Trials[1].ExecutionValues.Length);
        Assert.Equal(5, Run(new() { ExecutionsPerTrial = 5, Direction = Direction.Maximize }, [2.0, 2.25, 1.9, 2.1, 2.0]).Trials[1].ExecutionValues.Length);
    }

    [Fact]
    public void Level_0_runs_all_executions() =>
        Assert.Equal(5, Run(new() { ExecutionsPerTrial = 5, HopelessLevel = 0 }, [9, 9.1, 9, 9, 9]).Trials[1].ExecutionValues.Length);

    [Fact]
    public void Contract39_the_best_trial_is_not_the_luckiest()
    {
        Study study = Run(new() { ExecutionsPerTrial = 5 }, [0.1, 2.5, 2.0, 2.2, 2.1]);
        Assert.Equal(0, study.BestTrial.Number);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_level_that_is_no_probability_is_refused(double level) =>
        Assert.Contains("HopelessLevel", Assert.Throws<ArgumentOutOfRangeException>(() => Study.Create(new() { HopelessLevel = level })).Message, StringComparison.Ordinal);

    private static Study Run(StudyOptions options, double[] values)
    {
        Study study = Study.Create(options);
        study.Optimize(trial => (trial.Number == 0 ? s_good : values)[trial.Execution] + 0 * trial.SuggestFloat("x", 0, 1), new() { Trials = 2 });
        return study;
    }
}
