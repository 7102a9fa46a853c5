namespace MlNetDeep.Tuning;

/// <summary>The runs of a CMA-ES over the unit cube, a batch for each generation.</summary>
internal sealed class CmaSearch : BatchSearch
{
    // How often a point out of the cube is drawn again before it is moved to the border.
    private const int MostDraws = 100;

    // A run has converged when its steps are too small to matter in any dimension, when the losses do not differ any more, or when
    // the distribution is so thin that numbers no longer tell its axes apart.
    private const double LeastStep = 1e-9, LeastDifference = 1e-12, MostCondition = 1e7;

    private readonly SearchFrame _frame;
    private readonly CmaEsOptions _options;
    private readonly CmaRestarts _restarts;
    private readonly Queue<double> _recent = [];
    private CmaGaussian _gaussian;

    public CmaSearch(SearchFrame frame, CmaEsOptions options)
    {
        (_frame, _options) = (frame, options);
        int population = options.PopulationSize ?? 4 + (int)(3 * Math.Log(frame.Dimensions.Count));
        _restarts = new CmaRestarts(options.Restarts, population, options.InitialSigma, index => CounterRandom.Uniform(frame.Seed, index, "cma.regime"));
        _gaussian = CmaWarmStart.Fit(options.WarmStart, frame, options.Separable) ?? Start([.. frame.Dimensions.Select(_ => 0.5)]);
        Widen();
    }

    /// <inheritdoc/>
    public override int Size => _restarts.Population;

    /// <summary>The distribution of the current generation.</summary>
    public CmaGaussian Gaussian => _gaussian;

    /// <inheritdoc/>
    public override double[] Propose(int slot, int trial)
    {
        double[] normal = new double[_frame.Dimensions.Count];
        for (int draw = 0; ; draw++)
        {
            for (int d = 0; d < normal.Length; d++) normal[d] = _frame.Normal(trial, "cma", d, draw);
            double[] point = _gaussian.At(normal);
            if (Enumerable.Range(0, point.Length).All(d => point[d] is >= 0 and <= 1 || IsDiscrete(d))) return point;
            if (draw == MostDraws) return [.. point.Select((x, d) => IsDiscrete(d) ? x : Math.Clamp(x, 0, 1))];
        }
    }

    /// <inheritdoc/>
    public override void Tell(IReadOnlyList<Member> members)
    {
        Member[] ranked = [.. members.Order()];
        _gaussian.Update(ranked, new CmaWeights(_frame.Dimensions.Count, ranked.Length, _options.Separable));
        _restarts.Spend(ranked.Length);
        _recent.Enqueue(ranked[0].Loss);
        if (_recent.Count > 10 + 30 * _frame.Dimensions.Count / Size) _recent.Dequeue();
        if (_options.Restarts != RestartStrategy.None && HasConverged(ranked)) Restart();
        Widen();
    }

    private bool HasConverged(Member[] ranked)
    {
        bool isFull = _recent.Count >= 10 + 30 * _frame.Dimensions.Count / Size;
        if (isFull && Difference(_recent.Concat(ranked.Select(member => member.Loss))) <= LeastDifference) return true;
        return Enumerable.Range(0, _frame.Dimensions.Count).All(d => _gaussian.Deviation(d) < LeastStep) || _gaussian.Condition > MostCondition;
    }

    // Relative to the losses, since their scale is unknown; 0 where all are infinite.
    private static double Difference(IEnumerable<double> losses)
    {
        double least = losses.Min(), most = losses.Max();
        return least == most ? 0 : (most - least) / Math.Max(Math.Abs(least), Math.Abs(most));
    }

    private void Restart()
    {
        _restarts.Next();
        _recent.Clear();
        _gaussian = Start(_frame.UniformPoint(_restarts.Runs, "cma.start"));
    }

    private CmaGaussian Start(double[] mean)
    {
        double[,] identity = new double[mean.Length, mean.Length];
        for (int d = 0; d < mean.Length; d++) identity[d, d] = 1;
        return new CmaGaussian(mean, _restarts.Sigma, identity, _options.Separable);
    }

    private void Widen()
    {
        double alpha = 1.0 / (_frame.Dimensions.Count * Size);
        for (int d = 0; d < _frame.Dimensions.Count; d++)
            if (UnitCell.Around(_frame.Dimensions[d].Distribution, _gaussian.Mean[d]) is { } cell) CmaMargin.Apply(_gaussian, d, cell, alpha);
    }

    private bool IsDiscrete(int dimension) => double.IsFinite(_frame.Dimensions[dimension].Distribution.Count);
}
