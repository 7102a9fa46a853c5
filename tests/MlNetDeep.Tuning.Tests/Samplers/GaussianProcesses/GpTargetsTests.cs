using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning.Tests.Samplers.GaussianProcesses;

public class GpTargetsTests
{
    [Fact]
    public void Infinite_losses_count_as_the_worst_and_the_best_finite_ones()
    {
        double[] targets = Targets((TrialState.Complete, 1), (TrialState.Complete, double.PositiveInfinity), (TrialState.Complete, 3), (TrialState.Complete, double.NegativeInfinity));
        Assert.Equal(targets[2], targets[1]);
        Assert.Equal(targets[0], targets[3]);
        Assert.True(targets[0] < targets[2]);
    }

    [Fact]
    public void Contract33_pruned_trials_count_as_no_better_than_the_median()
    {
        double[] targets = Targets((TrialState.Complete, 1), (TrialState.Complete, 2), (TrialState.Complete, 3), (TrialState.Pruned, 0), (TrialState.Pruned, 5));
        Assert.Equal(targets[1], targets[3]);
        Assert.True(targets[4] > targets[2]);
    }

    [Fact]
    public void Targets_have_mean_0_and_variance_1_or_are_all_0()
    {
        double[] targets = Targets((TrialState.Complete, 1), (TrialState.Complete, 10), (TrialState.Complete, 100), (TrialState.Complete, 1e6));
        Assert.Equal(0, targets.Average(), 10);
        Assert.Equal(1, targets.Average(target => target * target), 10);
        Assert.Equal([0, 0], Targets((TrialState.Complete, 7), (TrialState.Complete, 7)));
    }

    [Fact]
    public void Constraints_keep_their_limit_and_their_sides()
    {
        double[] targets = GpTargets.OfConstraint([-2, 0, 1, double.PositiveInfinity, double.NaN]);
        Assert.True(targets[0] < 0);
        Assert.Equal(0, targets[1]);
        Assert.True(targets[2] > 0 && targets[3] > targets[2]);
        Assert.Equal(targets[3], targets[4]);   // what is not known to hold does not
        Assert.Empty(GpTargets.OfConstraint([]));
    }

    [Fact]
    public void Weights_lie_on_the_simplex_and_differ_between_trials()
    {
        double[] weights = GpTargets.Weights(3, new SplitMix(1));
        Assert.Equal(1, weights.Sum(), 12);
        Assert.All(weights, weight => Assert.InRange(weight, 0, 1));
        Assert.NotEqual(weights, GpTargets.Weights(3, new SplitMix(2)));
        Assert.Equal([1], GpTargets.Weights(1, new SplitMix(1)));
    }

    private static double[] Targets(params (TrialState State, double Loss)[] trials)
    {
        TrialRecord[] records = [.. trials.Select((trial, number) => new TrialRecord { Number = number, State = trial.State, Values = [trial.Loss] })];
        Observations observations = new StudyHistory([Direction.Minimize], records).Observations;
        return GpTargets.Of(observations, [.. Enumerable.Range(0, observations.Count)], [1]);
    }
}
