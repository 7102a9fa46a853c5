namespace MlNetDeep.Tuning;

/// <summary>How large the populations and first steps of the runs of a CMA-ES are, one after another.</summary>
internal sealed class CmaRestarts
{
    // Beyond this no study is large enough for the population.
    private const int MostDoublings = 16;

    private readonly RestartStrategy _strategy;
    private readonly int _population;
    private readonly double _sigma;
    private readonly Func<int, double> _uniform;
    private int _doublings;
    private bool _isSmall;
    private long _large, _small;

    public CmaRestarts(RestartStrategy strategy, int population, double sigma, Func<int, double> uniform)
    {
        (_strategy, _population, _sigma, _uniform) = (strategy, population, sigma, uniform);
        (Population, Sigma) = (population, sigma);
    }

    /// <summary>The trials of a generation of the current run.</summary>
    public int Population { get; private set; }

    /// <summary>The first step size of the current run.</summary>
    public double Sigma { get; private set; }

    /// <summary>The number of restarts.</summary>
    public int Runs { get; private set; }

    /// <summary>Counts trials of the current run.</summary>
    public void Spend(int trials)
    {
        if (_isSmall) _small += trials;
        else if (Runs > 0) _large += trials;
    }

    /// <summary>Goes on to the next run.</summary>
    public void Next()
    {
        Runs++;
        _isSmall = _strategy == RestartStrategy.Bipop && _small < _large;
        if (!_isSmall)
        {
            _doublings = Math.Min(_doublings + 1, MostDoublings);
            (Population, Sigma) = (_population << _doublings, _sigma);
            return;
        }
        // Between the first and half of the largest population, and a step up to a hundred times smaller.
        double share = _uniform(2 * Runs);
        Population = Math.Max(_population, (int)(_population * Math.Pow((1 << _doublings) / 2.0, share * share)));
        Sigma = _sigma * Math.Pow(10, -2 * _uniform(2 * Runs + 1));
    }
}
