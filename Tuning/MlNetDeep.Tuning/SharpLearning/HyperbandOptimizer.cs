namespace MlNetDeep.Tuning.SharpLearning;

/// <summary>
/// Hyperband (Li et al. 2018): many parameter sets with a small budget, the best of them with more, in rounds that begin with ever
/// fewer and longer evaluations. Unlike in SharpLearning a set goes on by what it reached with the budget of its rung, not by
/// what others had reached with less.
/// </summary>
public sealed class HyperbandOptimizer
{
    private readonly SpecifiedSearch _search;
    private readonly int _maximumBudget, _eta;
    private readonly bool _skipLastIterationOfEachRound;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="parameters">One spec for each entry of the parameter set.</param>
    /// <param name="maximumBudget">The largest budget of one evaluation, at least 1.</param>
    /// <param name="eta">One set of so many goes on, with so many times the budget; at least 2.</param>
    /// <param name="skipLastIterationOfEachRound">Leave out the evaluations with the largest budget.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public HyperbandOptimizer(IParameterSpec[] parameters, int maximumBudget = 81, int eta = 3, bool skipLastIterationOfEachRound = false, int seed = 34)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumBudget, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(eta, 2);
        (_search, _maximumBudget, _eta, _skipLastIterationOfEachRound) = (new SpecifiedSearch(parameters, seed), maximumBudget, eta, skipLastIterationOfEachRound);
    }

    /// <summary>Searches and returns the best result.</summary>
    /// <param name="functionToMinimize">Evaluates a parameter set within a budget; what it throws ends the search and reaches the caller.</param>
    /// <exception cref="InvalidOperationException">Every error was NaN.</exception>
    public OptimizerResult OptimizeBest(HyperbandObjectiveFunction functionToMinimize) => SpecifiedSearch.Best(Optimize(functionToMinimize));

    /// <summary>Searches and returns all results in order, those of sets that went on once for each budget.</summary>
    /// <param name="functionToMinimize">Evaluates a parameter set within a budget; what it throws ends the search and reaches the caller.</param>
    public OptimizerResult[] Optimize(HyperbandObjectiveFunction functionToMinimize)
    {
        ArgumentNullException.ThrowIfNull(functionToMinimize);
        Study study = _search.Start(new RandomSampler(avoidDuplicates: false));
        var results = new List<OptimizerResult>();
        int rounds = Rounds();
        for (int round = rounds; round >= 0; round--)
        {
            double count = Math.Ceiling((rounds + 1) * Math.Pow(_eta, round) / (round + 1));
            double budget = _maximumBudget * Math.Pow(_eta, -round);
            double[][] sets = [.. Enumerable.Range(0, (int)count).Select(_ => _search.Ask(study.Ask()))];
            int rungs = _skipLastIterationOfEachRound ? round : round + 1;
            for (int rung = 0; rung < rungs; rung++, count /= _eta, budget *= _eta)
            {
                OptimizerResult[] reached = [.. sets.Select(set => functionToMinimize(set, budget))];
                results.AddRange(reached);
                // Of errors that are no numbers none is a reason to go on.
                sets = [.. reached.Where(result => !double.IsNaN(result.Error)).OrderBy(result => result.Error).Take((int)Math.Round(count / _eta)).Select(result => result.ParameterSet)];
            }
        }
        return [.. results];
    }

    // The largest s with eta^s at most the maximum, in integers: the quotient of logarithms may fall just below.
    private int Rounds()
    {
        int rounds = 0;
        for (long power = _eta; power <= _maximumBudget; power *= _eta) rounds++;
        return rounds;
    }
}
