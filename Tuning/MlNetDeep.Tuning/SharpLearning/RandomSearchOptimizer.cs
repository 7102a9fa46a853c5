namespace MlNetDeep.Tuning.SharpLearning;

/// <summary>Draws parameter sets at random (Bergstra and Bengio 2012), by a <see cref="RandomSampler"/>.</summary>
public sealed class RandomSearchOptimizer : IOptimizer
{
    private readonly SpecifiedSearch _search;
    private readonly int _iterations, _parallelism;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="parameters">One spec for each entry of the parameter set.</param>
    /// <param name="iterations">The number of parameter sets, at least 1.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="runParallel">Evaluate several parameter sets at a time; their results are the same.</param>
    /// <param name="maxDegreeOfParallelism">How many; -1 for one on each processor.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public RandomSearchOptimizer(IParameterSpec[] parameters, int iterations, int seed = 42, bool runParallel = true, int maxDegreeOfParallelism = -1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        (_search, _iterations, _parallelism) = (new SpecifiedSearch(parameters, seed), iterations, SpecifiedSearch.Parallelism(runParallel, maxDegreeOfParallelism));
    }

    /// <inheritdoc/>
    public OptimizerResult OptimizeBest(Func<double[], OptimizerResult> functionToMinimize) => SpecifiedSearch.Best(Optimize(functionToMinimize));

    /// <inheritdoc/>
    public OptimizerResult[] Optimize(Func<double[], OptimizerResult> functionToMinimize) =>
        _search.Run(new RandomSampler(avoidDuplicates: false), _iterations, _parallelism, functionToMinimize);
}
