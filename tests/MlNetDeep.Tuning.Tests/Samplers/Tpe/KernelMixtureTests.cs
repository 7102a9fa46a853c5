using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning.Tests.Samplers.Tpe;

public class KernelMixtureTests
{
    public static TheoryData<Distribution> Discrete => new(new Distribution[]
    {
        new IntDistribution(1, 10), new IntDistribution(-5, 5, step: 3), new IntDistribution(1, 300, log: true), new IntDistribution(1, 5000, log: true), new IntDistribution(1, 1000, log: true, step: 10),
        new IntDistribution(0, 2000), new FloatDistribution(0.1, 0.7, step: 0.2), new CategoricalDistribution("a", "b", "c"), new OrdinalDistribution(16, 64, 256),
    });

    [Theory]
    [MemberData(nameof(Discrete))]
    public void The_probabilities_of_all_values_sum_to_1(Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        var axis = new Axis(distribution);
        foreach (int count in new[] { 0, 1, 5, 400 })
        {
            KernelMixture mixture = KernelMixture.Create([axis], [Places(axis, count, "x")], Weights(count), 1);
            double sum = Enumerable.Range(0, (int)axis.Cells).Sum(i => Math.Exp(mixture.LogDensity([axis.Middle(i)])));
            Assert.Equal(1, sum, 1e-3);   // small cells count as density times width
        }
    }

    [Theory]
    [MemberData(nameof(Discrete))]
    public void The_joint_probabilities_with_another_parameter_sum_to_1(Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        Axis axis = new(distribution), flag = new(new CategoricalDistribution(false, true));
        foreach (int count in new[] { 0, 1, 5, 400 })
        {
            KernelMixture mixture = KernelMixture.Create([axis, flag], [Places(axis, count, "x"), Places(flag, count, "y")], Weights(count), 1);
            double sum = Enumerable.Range(0, (int)axis.Cells).Sum(i => Math.Exp(mixture.LogDensity([axis.Middle(i), 0.25])) + Math.Exp(mixture.LogDensity([axis.Middle(i), 0.75])));
            Assert.Equal(1, sum, 2e-3);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(700)]
    public void A_float_has_a_kernel_at_each_trial_as_wide_as_its_larger_gap(int count)
    {
        var axis = new Axis(new FloatDistribution(0, 1));
        double[] places = Places(axis, count, "x"), weights = Weights(count);
        KernelMixture mixture = KernelMixture.Create([axis], [places], weights, 1);
        double[] sorted = [.. places.Append(0.5).Order()];
        for (double x = 0; x <= 1; x += 0.05)
        {
            double sum = Kernel(x, 0.5, 1), total = 1 + weights.Sum();
            for (int k = 0; k < count; k++)
            {
                int place = Array.IndexOf(sorted, places[k]);
                double below = place == 0 ? 0 : places[k] - sorted[place - 1], above = place == count ? 0 : sorted[place + 1] - places[k];
                sum += weights[k] * Kernel(x, places[k], Math.Clamp(Math.Max(below, above), 1 / Math.Min(100.0, count + 2), 1));
            }
            Assert.Equal(Math.Log(sum / total), mixture.LogDensity([x]), 1e-6);
        }
    }

    [Fact]
    public void A_choice_is_as_likely_as_the_trials_that_took_it_and_an_even_share_of_the_prior()
    {
        var axis = new Axis(new CategoricalDistribution("a", "b", "c"));
        KernelMixture mixture = KernelMixture.Create([axis], [[axis.Middle(0), axis.Middle(0), axis.Middle(1)]], [1, 1, 1], 1);
        // Each of four kernels gives every choice 1/4 : 1 of its own; the prior gives thirds.
        Assert.Equal((2 * 1.25 / 1.75 + 0.25 / 1.75 + 1 / 3.0) / 4, Math.Exp(mixture.LogDensity([axis.Middle(0)])), 1e-12);
        Assert.Equal((3 * 0.25 / 1.75 + 1 / 3.0) / 4, Math.Exp(mixture.LogDensity([axis.Middle(2)])), 1e-12);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(30)]
    [InlineData(500)]
    public void Several_floats_have_a_product_kernel_at_each_trial_by_Scott_s_rule(int count)
    {
        var axis = new Axis(new FloatDistribution(0, 1));
        double[][] places = [Places(axis, count, "x"), Places(axis, count, "y")];
        double[] weights = Weights(count);
        KernelMixture mixture = KernelMixture.Create([axis, axis], places, weights, 1);
        double total = 1 + weights.Sum(), effective = total * total / (1 + weights.Sum(w => w * w));
        double[] deviations = [.. places.Select(column =>
        {
            double mean = (0.5 + column.Zip(weights, (x, w) => w * x).Sum()) / total;
            double variance = ((0.5 - mean) * (0.5 - mean) + column.Zip(weights, (x, w) => w * (x - mean) * (x - mean)).Sum()) / total;
            return Math.Max(1.06 * Math.Sqrt(variance) * Math.Pow(effective, -1 / 6.0), 1 / Math.Min(100.0, count + 2));
        })];
        for (double x = 0.05; x < 1; x += 0.3)
        {
            double y = 1 - x, sum = Kernel(x, 0.5, 1) * Kernel(y, 0.5, 1);
            for (int k = 0; k < count; k++) sum += weights[k] * Kernel(x, places[0][k], deviations[0]) * Kernel(y, places[1][k], deviations[1]);
            Assert.Equal(Math.Log(sum / total), mixture.LogDensity([x, y]), 1e-3);
        }
    }

    [Theory]
    [MemberData(nameof(Discrete))]
    public void Values_are_drawn_as_often_as_they_are_likely(Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        Axis axis = new(distribution), other = new(new FloatDistribution(0, 1));
        double[][] places = [Places(axis, 6, "x"), Places(other, 6, "y")];
        foreach (KernelMixture mixture in new[] { KernelMixture.Create([axis], [places[0]], Weights(6), 1), KernelMixture.Create([axis, other], places, Weights(6), 1) })
        {
            bool isJoint = mixture is JointMixture;
            var random = new SplitMix(7);
            double[] point = new double[isJoint ? 2 : 1];
            double inverse = 0;
            int low = 0;
            const int Draws = 4000;
            for (int i = 0; i < Draws; i++)
            {
                mixture.Sample(random, point);
                Assert.Equal(point[0], axis.Snap(point[0]));
                if (point[0] < 0.5) low++;
                inverse += Math.Exp(-mixture.LogDensity(point)) / Draws;
            }
            // The mean of the reciprocal of the probability, over draws from it, is the number of values (times the other's range of 1).
            Assert.InRange(inverse / axis.Cells, 0.8, 1.2);
            Assert.InRange(low, 1, Draws - 1);
        }
    }

    private static double Kernel(double x, double mean, double deviation) =>
        Math.Exp(-0.5 * (x - mean) * (x - mean) / (deviation * deviation)) / (Math.Sqrt(2 * Math.PI) * deviation * (NormalDistribution.Cumulative((1 - mean) / deviation) - NormalDistribution.Cumulative(-mean / deviation)));

    private static double[] Places(Axis axis, int count, string name) => [.. Enumerable.Range(0, count).Select(i => axis.Snap(Math.Pow(CounterRandom.Uniform(3, i, name), 2)))];

    private static double[] Weights(int count) => [.. Enumerable.Range(0, count).Select(i => 0.5 + i % 3)];
}
