using System.Collections.Immutable;

namespace MlNetDeep.Tuning.Tests.Samplers.Tpe;

public class TpeSplitTests
{
    [Fact]
    public void Contract33_pruned_trials_come_after_complete_ones_by_step_and_infeasible_ones_by_violation()
    {
        TrialRecord[] trials =
        [
            Trial(0, TrialState.Pruned, [1], step: 3), Trial(1, TrialState.Complete, [9]), Trial(2, TrialState.Failed, []), Trial(3, TrialState.Complete, [5]),
            Trial(4, TrialState.Pruned, [0], step: 2), Trial(5, TrialState.Complete, [0], violation: 2), Trial(6, TrialState.Complete, [1], violation: 1), Trial(7, TrialState.Running, []),
        ];
        Observations observations = new StudyHistory([Direction.Minimize], trials).Observations;
        int[] Numbers(double share) => [.. TpeSplit.Of(observations, 1, share).Good.Select(row => observations.Numbers[row])];
        int[] best = [3, 1, 0, 4, 6, 5];
        for (int count = 1; count <= 5; count++) Assert.Equal(best.Take(count).Order(), Numbers((count - 0.5) / 6));
        Assert.Equal(best, observations.Ranking.ToArray().Select(row => observations.Numbers[row]));
    }

    [Fact]
    public void The_best_rows_are_the_first_of_the_ranking()
    {
        TrialRecord[] trials = [.. Enumerable.Range(0, 200).Select(i => Trial(i, i % 7 == 0 ? TrialState.Pruned : TrialState.Complete, [Math.Round(20 * CounterRandom.Uniform(1, i, "loss"))], step: i % 3, violation: i % 11 == 0 ? i % 5 : 0))];
        Observations observations = new StudyHistory([Direction.Minimize], trials).Observations;
        foreach (int count in new[] { 0, 1, 25, 199, 200, 300 }) Assert.Equal(observations.Ranking[..Math.Min(count, 200)].ToArray(), observations.Best(count));
    }

    [Fact]
    public void Good_and_bad_rows_are_all_rows_and_at_most_25_are_good()
    {
        Observations observations = new StudyHistory([Direction.Minimize], [.. Enumerable.Range(0, 300).Select(i => Trial(i, TrialState.Complete, [(i * 37) % 300]))]).Observations;
        TpeSplit split = TpeSplit.Of(observations, 1, 0.15);
        Assert.Equal(Enumerable.Range(0, 300), split.Good.Concat(split.Bad).Order());
        Assert.Equal(25, split.Good.Length);
        Assert.Equal(split.Good.Order(), split.Good);
        // The weight of a row goes with it: the best loss, 0, has the largest.
        Assert.Equal(0, split.Good[Array.IndexOf(split.GoodWeights, split.GoodWeights.Max())]);
        Assert.Equal(2, TpeSplit.Of(new StudyHistory([Direction.Minimize], [.. Enumerable.Range(0, 11).Select(i => Trial(i, TrialState.Complete, [i]))]).Observations, 1, 0.15).Good.Length);
    }

    [Fact]
    public void Weights_by_rank_are_those_of_recombination_and_1_on_average()
    {
        double[] weights = TpeSplit.WeightsByRank(3);
        Assert.Equal(3, weights.Sum(), 1e-12);
        Assert.Equal(Math.Log(3.5) / Math.Log(3.5 / 2), weights[0] / weights[1], 1e-12);
        Assert.Empty(TpeSplit.WeightsByRank(0));
    }

    [Fact]
    public void Weights_by_age_rise_to_1_over_all_but_the_latest_25()
    {
        Assert.All(TpeSplit.WeightsByAge(25), weight => Assert.Equal(1, weight));
        Assert.Equal(1 / 26.0, TpeSplit.WeightsByAge(26)[0], 1e-12);
        double[] weights = TpeSplit.WeightsByAge(30);
        Assert.Equal([1 / 30.0, 1 / 30.0 + 29 / 120.0, 1 / 30.0 + 29 / 60.0, 1 / 30.0 + 29 / 40.0, 1], weights.Take(5).Select(w => w), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.All(weights.Skip(5), weight => Assert.Equal(1, weight));
    }

    [Fact]
    public void With_two_objectives_whole_fronts_are_good_and_of_the_next_those_that_dominate_the_most()
    {
        double[][] values = [[1, 5], [5, 1], [2, 6], [6, 2], [3, 3.5], [4, 4.5], [3.1, 3.4], [9, 9], [8, 10], [10, 8]];
        Observations observations = new StudyHistory([Direction.Minimize, Direction.Minimize], [.. values.Select((v, i) => Trial(i, TrialState.Complete, v))]).Observations;
        // First front: 0, 1, 4, 6. With three places the two near each other do not both get one.
        int[] good = TpeSplit.Of(observations, 2, 0.25).Good;
        Assert.Equal(3, good.Length);
        Assert.All(good, row => Assert.Contains(row, new[] { 0, 1, 4, 6 }));
        Assert.False(good.Contains(4) && good.Contains(6));
        TpeSplit more = TpeSplit.Of(observations, 2, 0.65);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], more.Good);
        Assert.Equal(1, more.GoodWeights.Max());
        Assert.Equal([1e-12, 1e-12, 1e-12], new[] { more.GoodWeights[2], more.GoodWeights[3], more.GoodWeights[5] });   // dominated: nothing is theirs alone
    }

    [Fact]
    public void With_two_objectives_infeasible_pruned_and_infinite_trials_are_ranked_too()
    {
        TrialRecord[] trials =
        [
            Trial(0, TrialState.Complete, [0, 0], violation: 1), Trial(1, TrialState.Pruned, [0, 0], step: 1), Trial(2, TrialState.Complete, [double.PositiveInfinity, 1]), Trial(3, TrialState.Complete, [1, double.NegativeInfinity]),
        ];
        Observations observations = new StudyHistory([Direction.Minimize, Direction.Minimize], trials).Observations;
        Assert.Equal([3], TpeSplit.Of(observations, 2, 0.2).Good);
        Assert.Equal([2, 3], TpeSplit.Of(observations, 2, 0.5).Good);
        TpeSplit three = TpeSplit.Of(observations, 2, 0.7);
        Assert.Equal([1, 2, 3], three.Good);
        Assert.All(three.GoodWeights, weight => Assert.InRange(weight, 1e-12, 1));
    }

    [Fact]
    public void With_two_objectives_an_infinite_loss_is_worse_than_the_worst_finite_one()
    {
        double[][] values = [[5, 1], [double.PositiveInfinity, 1], [double.PositiveInfinity, 0], [double.NegativeInfinity, 9]];
        Observations observations = new StudyHistory([Direction.Minimize, Direction.Minimize], [.. values.Select((v, i) => Trial(i, TrialState.Complete, v))]).Observations;
        Assert.Equal([0, 2, 3], TpeSplit.Of(observations, 2, 0.75).Good);
    }

    private static TrialRecord Trial(int number, TrialState state, double[] values, int step = 0, double violation = 0) => new()
    {
        Number = number,
        State = state,
        Values = [.. values],
        IntermediateValues = state == TrialState.Pruned ? [new IntermediateValue(0, step, [.. values])] : [],
        Constraints = violation > 0 ? new Dictionary<string, double> { ["c"] = violation } : ImmutableDictionary<string, double>.Empty,
        Parameters = new Dictionary<string, ParameterValue> { ["x"] = new(new FloatDistribution(0, 1), 0.5) },
    };
}
