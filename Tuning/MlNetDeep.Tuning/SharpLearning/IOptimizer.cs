namespace MlNetDeep.Tuning.SharpLearning;

/// <summary>
/// Minimises a function of a parameter set. The optimizers of this namespace have the names, constructors and methods of
/// SharpLearning.Optimization, over the samplers of <see cref="MlNetDeep.Tuning"/>: code written for that library moves by changing
/// its <c>using</c>. They draw other random numbers, so that the same seed gives another search.
/// </summary>
public interface IOptimizer
{
    /// <summary>Searches and returns the best result.</summary>
    /// <param name="functionToMinimize">Evaluates a parameter set; what it throws ends the search and reaches the caller.</param>
    /// <exception cref="InvalidOperationException">Every error was NaN.</exception>
    OptimizerResult OptimizeBest(Func<double[], OptimizerResult> functionToMinimize);

    /// <summary>Searches and returns the results in the order in which their parameter sets were proposed.</summary>
    /// <param name="functionToMinimize">Evaluates a parameter set; what it throws ends the search and reaches the caller.</param>
    OptimizerResult[] Optimize(Func<double[], OptimizerResult> functionToMinimize);
}
