namespace MlNetDeep.Tuning;

/// <summary>
/// The globalised and bounded simplex search of Nelder and Mead: moves a simplex of n + 1 trials downhill, and begins anew far from
/// where it has been when that leads no further. Good at few numeric parameters and losses without much noise.
/// </summary>
/// <remarks>
/// <para>Follows Nelder and Mead, "A Simplex Method for Function Minimization" (1965), and Luersen and Le Riche, "Globalized Nelder-Mead
/// Method for Engineering Optimization" (2004). The first simplex has the best trial so far as a corner.</para>
/// <para>Parameters with steps, such as integers, are continuous to the simplex and rounded to what the trial runs with. Categories are
/// drawn anew with each start and kept until the next. Failed trials are the worst corner; pruned and infeasible ones come after complete
/// and feasible ones. The corners of a new or shrunk simplex are independent of each other; while fewer are asked for than there are
/// workers, the others draw at random, and the simplex moves to what they find when it is better.</para>
/// </remarks>
public sealed class NelderMeadSampler : ISampler
{
    private readonly NelderMeadOptions _options;
    private readonly BatchReplay _replay;

    /// <summary>Creates the sampler.</summary>
    /// <param name="options">How it searches; null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public NelderMeadSampler(NelderMeadOptions? options = null)
    {
        _options = options ?? new NelderMeadOptions();
        _options.Validate();
        _replay = new BatchReplay(new ReplayOptions(nameof(NelderMeadSampler), "neldermead", frame => new SimplexSearch(frame, _options)) { Seed = _options.Seed, RestartsOnGrowth = true, NotesSeed = _options.MaxRestarts is not null });
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The study has several objectives.</exception>
    public IReadOnlyDictionary<string, ParameterValue> SampleJoint(StudyHistory history, SamplingContext trial) => _replay.Propose(history, trial);

    /// <inheritdoc/>
    public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution) => _replay.Draw(history, trial, name, distribution);

    /// <inheritdoc/>
    public bool IsExhausted(StudyHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return _options.MaxRestarts is { } most && _replay.Current(history) is SimplexSearch search && search.Restarts > most;
    }
}
