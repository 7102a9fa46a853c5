namespace MlNetDeep.Tuning.SharpLearning;

/// <summary>
/// Sequential model-based optimisation by a random forest (Hutter et al. 2011), by a <see cref="SmacSampler"/>: its local searches start
/// from different parameter sets, and random ones are interleaved.
/// </summary>
public sealed class SmacOptimizer : IOptimizer
{
    private readonly SpecifiedSearch _search;
    private readonly ISampler _sampler;
    private readonly int _trials;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="parameters">One spec for each entry of the parameter set.</param>
    /// <param name="iterations">The number of iterations after the start, at least 1.</param>
    /// <param name="randomStartingPointCount">The number of parameter sets at the start, at least 1.</param>
    /// <param name="functionEvaluationsPerIterationCount">The number of parameter sets of an iteration, at least 1.</param>
    /// <param name="localSearchPointCount">The number of local searches for each parameter set, at least 1.</param>
    /// <param name="randomSearchPointCount">The number of random parameter sets that are compared with them, at least 1.</param>
    /// <param name="epsilon">Not needed here: a local search ends where no neighbour is better. At least 0.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public SmacOptimizer(
        IParameterSpec[] parameters, int iterations, int randomStartingPointCount = 20, int functionEvaluationsPerIterationCount = 1,
        int localSearchPointCount = 10, int randomSearchPointCount = 1000, double epsilon = 0.00001, int seed = 42)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(randomStartingPointCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(functionEvaluationsPerIterationCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(localSearchPointCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(randomSearchPointCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(epsilon);
        _search = new SpecifiedSearch(parameters, seed);
        _sampler = new SmacSampler(new SmacOptions { InitialTrials = Math.Max(2, randomStartingPointCount), LocalSearches = localSearchPointCount, Candidates = randomSearchPointCount });
        _trials = randomStartingPointCount + iterations * functionEvaluationsPerIterationCount;
    }

    /// <inheritdoc/>
    public OptimizerResult OptimizeBest(Func<double[], OptimizerResult> functionToMinimize) => SpecifiedSearch.Best(Optimize(functionToMinimize));

    /// <inheritdoc/>
    public OptimizerResult[] Optimize(Func<double[], OptimizerResult> functionToMinimize) => _search.Run(_sampler, _trials, parallelism: 1, functionToMinimize);
}
