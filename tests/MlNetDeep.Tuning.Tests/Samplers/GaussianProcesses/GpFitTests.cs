using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning.Tests.Samplers.GaussianProcesses;

public class GpFitTests
{
    [Fact]
    public void Gradients_of_the_posterior_are_those_of_differences()
    {
        (KernelSpace space, double[][] points, double[] targets) = Sample.Conditional(20);
        DifferentiableFunction objective = GpFit.Objective(space, points, targets);
        double[] at = [.. Enumerable.Range(0, space.Weights + 2).Select(i => -1 + 0.3 * i)], gradient = new double[at.Length], ignored = new double[at.Length];
        at[^1] = -4;
        objective(at, gradient);
        for (int i = 0; i < at.Length; i++)
        {
            double Shifted(double by) => objective([.. at.Select((value, j) => j == i ? value + by : value)], ignored);
            Assert.Equal((Shifted(1e-5) - Shifted(-1e-5)) / 2e-5, gradient[i], 4);
        }
    }

    [Fact]
    public void Relevant_dimensions_get_the_larger_weight()
    {
        (KernelSpace space, double[][] points, _) = Sample.Conditional(60);
        double[] targets = [.. points.Select(point => Math.Sin(6 * point[0]))];
        double[] weights = GpFit.Fit(space, points, targets, 40).Weights;
        Assert.True(weights[0] > 20 * weights[1], $"{weights[0]} and {weights[1]}");
    }

    [Fact]
    public void The_kernel_is_positive_definite_where_parameters_are_inactive()
    {
        (KernelSpace space, double[][] points, double[] targets) = Sample.Conditional(80);
        // Large weights of the values and small ones of their absence are where a careless distance fails.
        double[] weights = [.. Enumerable.Range(0, space.Weights).Select(k => k < space.Dimensions ? 40.0 : 1e-4)];
        var model = new GpModel(space, new GpHyperparameters(weights, 1, 1e-8), points, targets);
        for (int i = 0; i < points.Length; i++) Assert.Equal(targets[i], model.Predict(points[i]).Mean, 2);
    }

    [Fact]
    public void Gradients_of_the_acquisition_are_those_of_differences()
    {
        (KernelSpace space, double[][] points, double[] targets) = Sample.Conditional(30);
        var model = new GpModel(space, GpFit.Fit(space, points, targets, 20), points, targets);
        var acquisition = new Acquisition(model, targets.Min(), [(model, 0.5)]);
        double[] at = [0.41, 0.83, 1.0 / 6, 0.37], slopes = new double[4];
        acquisition.Evaluate(at, slopes);
        foreach (int d in new[] { 0, 1, 3 })
        {
            double Shifted(double by) => acquisition.Evaluate([.. at.Select((value, j) => j == d ? value + by : value)]);
            double difference = (Shifted(1e-6) - Shifted(-1e-6)) / 2e-6;
            Assert.InRange(slopes[d], difference - 1e-4 * (1 + Math.Abs(difference)), difference + 1e-4 * (1 + Math.Abs(difference)));
        }
        Assert.Equal(0, slopes[2]);   // a category
    }

    /// <summary>Two numbers, three categories, and a number that only one of them has.</summary>
    private static class Sample
    {
        public static (KernelSpace Space, double[][] Points, double[] Targets) Conditional(int count)
        {
            Study study = Study.Create(new() { Seed = 5 });
            study.Optimize(trial =>
            {
                double x = trial.SuggestFloat("x", 0, 1), y = trial.SuggestFloat("y", 0, 1);
                return trial.SuggestCategorical("kind", "a", "b", "c") == "a" ? x + trial.SuggestFloat("z", 0, 1) : x * y;
            }, new() { Trials = count });
            Observations observations = study.History().Observations;
            double[][] points = observations.Space.Points();
            return (new KernelSpace(observations.Space, points), points, YeoJohnson.Standardize(observations.Losses()));
        }
    }
}
