namespace MlNetDeep.Tuning.Tests.Samplers.GaussianProcesses;

public class GpFitCacheTests
{
    [Fact]
    public void A_fit_is_kept_for_the_same_points_targets_and_activity_alone()
    {
        Study study = Study.Create(new() { Seed = 1 });
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1) + trial.SuggestFloat("y", 0, 1), new() { Trials = 3 });
        SearchSpace space = study.History().Observations.Space;
        double[][] points = space.Points();
        // A running trial that lacks one parameter or the other: as many weights, of another meaning.
        KernelSpace withoutX = new(space, [.. points, [double.NaN, 0]]), withoutY = new(space, [.. points, [0, double.NaN]]);
        var cache = new GpFitCache();
        int fits = 0;
        GpHyperparameters Get(KernelSpace kernel, double[] targets) => cache.Get(kernel, points, targets, () => new GpHyperparameters([], ++fits, 0));

        Assert.Equal(1, Get(withoutX, [1, 2, 3]).Signal);
        Assert.Equal(1, Get(new KernelSpace(space, [.. points, [double.NaN, 0.5]]), [1, 2, 3]).Signal);
        Assert.Equal(2, Get(withoutY, [1, 2, 3]).Signal);
        Assert.Equal(3, Get(withoutX, [1, 2, 4]).Signal);
        Assert.Equal(1, Get(withoutX, [1, 2, 3]).Signal);
    }
}
