namespace MlNetDeep.Tuning.SharpLearning;

/// <summary>
/// Bayesian optimisation, by a <see cref="GaussianProcessSampler"/>. SharpLearning's optimizer of this name learns by extremely randomised
/// trees; <see cref="SmacOptimizer"/> is nearer to that.
/// </summary>
public sealed class BayesianOptimizer : IOptimizer
{
    private readonly SpecifiedSearch _search;
    private readonly ISampler _sampler;
    private readonly int _trials, _parallelism;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="parameters">One spec for each entry of the parameter set.</param>
    /// <param name="iterations">The number of iterations after the start, at least 1.</param>
    /// <param name="randomStartingPointCount">The number of parameter sets at the start, at least 1.</param>
    /// <param name="functionEvaluationsPerIterationCount">The number of parameter sets of an iteration, at least 1.</param>
    /// <param name="randomSearchPointCount">Not needed here: the acquisition is maximised along its gradient. At least 1.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="runParallel">Evaluate the parameter sets of an iteration at the same time.</param>
    /// <param name="maxDegreeOfParallelism">How many at most; -1 for one on each processor.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public BayesianOptimizer(
        IParameterSpec[] parameters, int iterations, int randomStartingPointCount = 5, int functionEvaluationsPerIterationCount = 1,
        int randomSearchPointCount = 1000, int seed = 42, bool runParallel = false, int maxDegreeOfParallelism = -1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(randomStartingPointCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(functionEvaluationsPerIterationCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(randomSearchPointCount, 1);
        _search = new SpecifiedSearch(parameters, seed);
        _sampler = new GaussianProcessSampler(new GaussianProcessOptions { StartupTrials = randomStartingPointCount });
        _trials = randomStartingPointCount + iterations * functionEvaluationsPerIterationCount;
        _parallelism = Math.Min(functionEvaluationsPerIterationCount, SpecifiedSearch.Parallelism(runParallel, maxDegreeOfParallelism));
    }

    /// <inheritdoc/>
    public OptimizerResult OptimizeBest(Func<double[], OptimizerResult> functionToMinimize) => SpecifiedSearch.Best(Optimize(functionToMinimize));

    /// <inheritdoc/>
    public OptimizerResult[] Optimize(Func<double[], OptimizerResult> functionToMinimize) => _search.Run(_sampler, _trials, _parallelism, functionToMinimize);
}
