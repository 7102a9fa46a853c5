using static MlNetDeep.Tuning.Tests.Pruners.Curves;

namespace MlNetDeep.Tuning.Tests.Pruners;

public class WilcoxonPrunerTests
{
    private static readonly StudyHistory s_history = StudyOf(Direction.Minimize,
        Trial(0, TrialState.Complete, 9, 9, 9, 9, 9), Trial(1, TrialState.Complete, 1, 2, 3, 4, 5));

    // One-sided probabilities of the signed-rank test of all positive differences: 1/2^n.
    [Theory]
    [InlineData(4, 0.07, true)]     // 1/16
    [InlineData(4, 0.06, false)]
    [InlineData(5, 0.04, true)]     // 1/32
    [InlineData(5, 0.03, false)]
    public void Contract31_pairs_with_the_best_trial_are_tested(int pairs, double threshold, bool prunes)
    {
        double[] worse = [.. Enumerable.Range(1, pairs).Select(i => i + i * 0.1)];
        Assert.Equal(prunes, new WilcoxonPruner(threshold).ShouldPrune(s_history, Running(worse)));
    }

    [Fact]
    public void Contract31_a_better_average_is_never_pruned() =>
        Assert.False(new WilcoxonPruner(threshold: 1).ShouldPrune(s_history, Running(1.1, 2.2, 3.3, 4.4, 0)));

    [Fact]
    public void Steps_that_the_best_trial_has_not_do_not_count()
    {
        TrialRecord others = Running() with { IntermediateValues = [.. Enumerable.Range(10, 8).Select(step => new IntermediateValue(0, step, [100.0]))] };
        Assert.False(new WilcoxonPruner(1).ShouldPrune(s_history, others));
        Assert.False(new WilcoxonPruner(1, startupSteps: 5).ShouldPrune(s_history, Running(9, 9, 9, 9, 9)));
        Assert.False(new WilcoxonPruner(1).ShouldPrune(StudyOf(Direction.Minimize), Running(9, 9, 9)));
    }

    [Fact]
    public void Executions_are_pairs_too()
    {
        TrialRecord best = Trial(0, TrialState.Complete, 1) with { IntermediateValues = [.. Enumerable.Range(0, 4).Select(e => new IntermediateValue(e, 0, [1.0 + e]))] };
        TrialRecord running = Running() with { IntermediateValues = [.. Enumerable.Range(0, 4).Select(e => new IntermediateValue(e, 0, [2.5 + 1.5 * e]))] };
        Assert.True(new WilcoxonPruner(0.1).ShouldPrune(StudyOf(Direction.Minimize, best), running));
        Assert.False(new WilcoxonPruner(0.1).ShouldPrune(StudyOf(Direction.Maximize, best), running));
    }

    // scipy.stats.wilcoxon(differences, alternative="greater", zero_method="zsplit").pvalue
    [Theory]
    [InlineData(new[] { 1.0, 2, 3 }, 0.125)]
    [InlineData(new[] { 1.0, -2, 3, 4, 5 }, 0.09375)]
    [InlineData(new[] { -1.0, -2, -3 }, 1.0)]
    [InlineData(new[] { 6.0, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75 }, 0.0206298828125)]
    public void The_probability_is_that_of_the_exact_distribution(double[] differences, double expected) =>
        Assert.Equal(expected, SignedRank.ProbabilityAtLeast(differences), 12);

    // By counting the signs by hand: ranks 1.5, 1.5, 3, 4 sum to 7 or more in 5 of 16 cases; with a zero, ranks 2, 3 sum to 5 in 1 of 4.
    [Theory]
    [InlineData(new[] { 1.0, 1, -2, 3 }, 5 / 16.0)]
    [InlineData(new[] { 0.0, 1, 2 }, 0.25)]
    [InlineData(new[] { 0.0, 0, 0, 0 }, 1.0)]
    [InlineData(new[] { 2.0, 2, 2, 2, 2 }, 1 / 32.0)]
    public void Contract31_ties_and_zeros_are_exact_too(double[] differences, double expected) =>
        Assert.Equal(expected, SignedRank.ProbabilityAtLeast(differences), 12);

    [Fact]
    public void Many_pairs_take_the_normal_approximation()
    {
        // Ranks 1 to 60, every third negative: the positive ones sum to 1830 - 630; mean 915, variance 60 61 121 / 24.
        double[] differences = [.. Enumerable.Range(1, 60).Select(i => i % 3 == 0 ? -i : (double)i)];
        double z = (1200 - 915) / Math.Sqrt(60 * 61 * 121 / 24.0);
        Assert.Equal(1 - Phi(z), SignedRank.ProbabilityAtLeast(differences), 12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void A_threshold_that_is_no_probability_is_refused(double threshold) => Assert.Throws<ArgumentOutOfRangeException>(() => new WilcoxonPruner(threshold));

    // By Simpson's rule, so that it owes nothing to the code under test.
    private static double Phi(double z)
    {
        const int steps = 2000;
        double h = z / steps, sum = 0;
        for (int i = 0; i <= steps; i++) sum += Math.Exp(-i * h * (i * h) / 2) * (i is 0 or steps ? 1 : i % 2 == 1 ? 4 : 2);
        return 0.5 + sum * h / 3 / Math.Sqrt(2 * Math.PI);
    }
}
