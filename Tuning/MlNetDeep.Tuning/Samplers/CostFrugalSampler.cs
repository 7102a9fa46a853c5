namespace MlNetDeep.Tuning;

/// <summary>
/// Cost-frugal optimisation: a local search that starts where trials are cheap and moves in small steps to whatever is better, so that
/// expensive trials are run only when they pay. Restarts make it global.
/// </summary>
/// <remarks>
/// <para>Follows Wu, Wang and Huang, "Frugal Optimization for Cost-related Hyperparameters" (2021): FLOW2 and CFO. The first trial is
/// <see cref="CostFrugalOptions.Start"/>, or the best of earlier trials where the study has some. When the steps have become
/// <see cref="CostFrugalOptions.LeastStep"/> the search begins anew at a random point of a region around the cheapest trial, which grows
/// each time.</para>
/// <para>Choices without an order change to any other one when a step is long enough. Failed trials count as no improvement, pruned and
/// infeasible ones as worse than complete and feasible ones. Further workers step in other directions at the same time.</para>
/// </remarks>
public sealed class CostFrugalSampler : ISampler
{
    private readonly CostFrugalOptions _options;
    private readonly BatchReplay _replay;

    /// <summary>Creates the sampler.</summary>
    /// <param name="options">How it searches; null takes the defaults.</param>
    /// <exception cref="ArgumentException">A value of the start has another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public CostFrugalSampler(CostFrugalOptions? options = null)
    {
        _options = options ?? new CostFrugalOptions();
        _options.Validate();
        _replay = new BatchReplay(new ReplayOptions(nameof(CostFrugalSampler), "costfrugal", frame => new FlowSearch(frame, _options))
        {
            Seed = _options.Seed,
            Cost = _options.Cost == TrialCost.None ? null : Cost,
        });
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The study has several objectives.</exception>
    public IReadOnlyDictionary<string, ParameterValue> SampleJoint(StudyHistory history, SamplingContext trial) => _replay.Propose(history, trial);

    /// <inheritdoc/>
    public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution)
    {
        double drawn = _replay.Draw(history, trial, name, distribution);
        // What no trial has had begins where the search is to start; workers that begin at the same time spread.
        if (history.Observations.Find(name) is not null || history.Running.Count > 0) return drawn;
        if (_options.Start.TryGetValue(name, out object? start)) return ToInternal(name, start, distribution);
        return distribution is CategoricalDistribution ? drawn : distribution.FromUnit(0.5);
    }

    private static double ToInternal(string name, object? start, Distribution distribution)
    {
        double value = distribution.ToInternal(start is int whole && distribution is FloatDistribution ? (double)whole : start);
        return distribution.Contains(value) ? value : throw new ArgumentException($"the start has {Scalar.Describe(start)} for '{name}', which is not in {distribution}");
    }

    private double? Cost(TrialRecord trial)
    {
        double? cost = _options.Cost == TrialCost.Duration ? trial.Duration?.TotalSeconds : trial.UserAttributes.GetValueOrDefault(_options.CostAttribute) switch
        {
            double number => number,
            int number => number,
            long number => number,
            _ => null,
        };
        return cost >= 0 && double.IsFinite(cost.Value) ? cost : null;
    }
}
