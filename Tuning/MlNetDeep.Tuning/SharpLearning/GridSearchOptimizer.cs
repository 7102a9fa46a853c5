namespace MlNetDeep.Tuning.SharpLearning;

/// <summary>Tries all combinations of the listed values, by a <see cref="GridSampler"/>.</summary>
public sealed class GridSearchOptimizer : IOptimizer
{
    private readonly SpecifiedSearch _search;
    private readonly Dictionary<string, object?[]> _grid;
    private readonly int _parallelism;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="parameters">One list of values for each entry of the parameter set.</param>
    /// <param name="runParallel">Evaluate several parameter sets at a time; their results are the same.</param>
    /// <param name="maxDegreeOfParallelism">How many; -1 for one on each processor.</param>
    /// <exception cref="ArgumentException">There is no parameter, or there are more than ten million combinations.</exception>
    /// <exception cref="NotSupportedException">A parameter is a range without a list of values.</exception>
    public GridSearchOptimizer(IParameterSpec[] parameters, bool runParallel = true, int maxDegreeOfParallelism = -1)
    {
        (_search, _parallelism) = (new SpecifiedSearch(parameters, seed: 0), SpecifiedSearch.Parallelism(runParallel, maxDegreeOfParallelism));
        _grid = new Dictionary<string, object?[]>(StringComparer.Ordinal);
        for (int i = 0; i < parameters.Length; i++) _grid.Add(SpecifiedSearch.Name(i), [.. parameters[i].GetAllValues().Distinct().Select(value => (object?)value)]);
        _ = new GridSampler(_grid);   // says now whether it is too large
    }

    /// <inheritdoc/>
    public OptimizerResult OptimizeBest(Func<double[], OptimizerResult> functionToMinimize) => SpecifiedSearch.Best(Optimize(functionToMinimize));

    /// <inheritdoc/>
    public OptimizerResult[] Optimize(Func<double[], OptimizerResult> functionToMinimize) => _search.Run(new GridSampler(_grid), trials: null, _parallelism, functionToMinimize);
}
