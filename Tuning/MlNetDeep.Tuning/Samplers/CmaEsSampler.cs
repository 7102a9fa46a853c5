namespace MlNetDeep.Tuning;

/// <summary>
/// The covariance matrix adaptation evolution strategy: draws generations from a normal distribution that moves to the better half of
/// each and takes up its shape. Strong on numeric parameters that interact, given some hundred trials or more.
/// </summary>
/// <remarks>
/// <para>Follows Hansen, "The CMA Evolution Strategy: A Tutorial" (2016); parameters with steps, such as integers, keep a margin of
/// Hamano et al., "CMA-ES with Margin" (2022). When a run has converged another one begins (<see cref="CmaEsOptions.Restarts"/>).
/// The first run starts in the middle of the space; around the best earlier trials where the study has 30 or more from another
/// sampler, or where <see cref="CmaEsOptions.WarmStart"/> has some.</para>
/// <para>Categorical parameters have no distance and are proposed one by one. A conditional parameter takes part; a trial that does not ask
/// for it counts as having what would have been proposed.</para>
/// <para>Failed trials are the worst of their generation; infeasible ones come after feasible ones, by violation, and pruned ones after
/// complete ones. When a whole generation runs and a worker asks for more, the generation grows.</para>
/// </remarks>
public sealed class CmaEsSampler : ISampler
{
    private readonly BatchReplay _replay;

    /// <summary>Creates the sampler.</summary>
    /// <param name="options">How it searches; null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public CmaEsSampler(CmaEsOptions? options = null)
    {
        CmaEsOptions checkedOptions = options ?? new CmaEsOptions();
        checkedOptions.Validate();
        _replay = new BatchReplay(new ReplayOptions(nameof(CmaEsSampler), "cma", frame => new CmaSearch(frame, checkedOptions))
        {
            Seed = checkedOptions.Seed,
            IncludesCategories = false,
            Others = new TpeSampler(new TpeOptions { Seed = checkedOptions.Seed, Multivariate = false }),
        });
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The study has several objectives.</exception>
    public IReadOnlyDictionary<string, ParameterValue> SampleJoint(StudyHistory history, SamplingContext trial) => _replay.Propose(history, trial);

    /// <inheritdoc/>
    public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution) => _replay.Draw(history, trial, name, distribution);
}
