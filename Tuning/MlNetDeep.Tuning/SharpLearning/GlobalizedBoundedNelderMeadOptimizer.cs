namespace MlNetDeep.Tuning.SharpLearning;

/// <summary>
/// The simplex search of Nelder and Mead with restarts within bounds (Luersen and Le Riche 2004), by a <see cref="NelderMeadSampler"/>;
/// discrete parameters stay discrete.
/// </summary>
public sealed class GlobalizedBoundedNelderMeadOptimizer : IOptimizer
{
    private readonly SpecifiedSearch _search;
    private readonly NelderMeadSampler _sampler;
    private readonly int? _trials;
    private readonly int _parallelism;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="parameters">One spec for each entry of the parameter set.</param>
    /// <param name="maxRestarts">How many searches there are, at least 1.</param>
    /// <param name="noImprovementThreshold">By how much, relative to its size, the error must fall to count as an improvement; at least 0.</param>
    /// <param name="maxIterationsWithoutImprovement">After how many moves without improvement the next search begins, at least 1.</param>
    /// <param name="maxIterationsPrRestart">After how many moves the next search begins in any case; 0 for no limit.</param>
    /// <param name="maxFunctionEvaluations">The number of evaluations in all; 0 for no limit.</param>
    /// <param name="alpha">How far the worst point is reflected, above 0.</param>
    /// <param name="gamma">How far a good reflection is extended, above <paramref name="alpha"/>.</param>
    /// <param name="rho">How far the worst point is drawn to the others, above -1 and below 0.</param>
    /// <param name="sigma">To which part the simplex shrinks, above 0 and below 1.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="maxDegreeOfParallelism">How many parameter sets are evaluated at a time; -1 for one on each processor.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public GlobalizedBoundedNelderMeadOptimizer(
        IParameterSpec[] parameters, int maxRestarts = 8, double noImprovementThreshold = 0.001, int maxIterationsWithoutImprovement = 5, int maxIterationsPrRestart = 0,
        int maxFunctionEvaluations = 0, double alpha = 1, double gamma = 2, double rho = -0.5, double sigma = 0.5, int seed = 324, int maxDegreeOfParallelism = -1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRestarts, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(maxIterationsPrRestart);
        ArgumentOutOfRangeException.ThrowIfNegative(maxFunctionEvaluations);
        _search = new SpecifiedSearch(parameters, seed);
        _sampler = new NelderMeadSampler(new NelderMeadOptions
        {
            MaxRestarts = maxRestarts - 1,
            NoImprovementThreshold = noImprovementThreshold,
            MaxIterationsWithoutImprovement = maxIterationsWithoutImprovement,
            MaxIterationsPerRestart = maxIterationsPrRestart == 0 ? null : maxIterationsPrRestart,
            Alpha = alpha,
            Gamma = gamma,
            Rho = rho,
            Sigma = sigma,
        });
        (_trials, _parallelism) = (maxFunctionEvaluations == 0 ? null : maxFunctionEvaluations, SpecifiedSearch.Parallelism(runParallel: true, maxDegreeOfParallelism));
    }

    /// <inheritdoc/>
    public OptimizerResult OptimizeBest(Func<double[], OptimizerResult> functionToMinimize) => SpecifiedSearch.Best(Optimize(functionToMinimize));

    /// <inheritdoc/>
    public OptimizerResult[] Optimize(Func<double[], OptimizerResult> functionToMinimize) => _search.Run(_sampler, _trials, _parallelism, functionToMinimize);
}
