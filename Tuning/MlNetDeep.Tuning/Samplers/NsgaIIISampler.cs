namespace MlNetDeep.Tuning;

/// <summary>
/// NSGA-III (Deb and Jain 2014): as <see cref="NsgaIISampler"/>, but trials spread over the front by reference directions, which works for
/// more than three objectives too.
/// </summary>
public sealed class NsgaIIISampler : ISampler
{
    private readonly NsgaOptions _options;
    private readonly Breeding _breeding;

    /// <summary>Creates the sampler.</summary>
    /// <param name="options">How it breeds; null takes the defaults.</param>
    /// <param name="divisions">Into how many parts the reference points divide each axis, at least 1; default 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public NsgaIIISampler(NsgaOptions? options = null, int divisions = 3)
    {
        _options = options ?? new NsgaOptions();
        _options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(divisions, 1);
        double[][]? points = null;
        _breeding = new Breeding(_options, "nsga3", (chosen, front, places, random) =>
        {
            int objectives = front[0].Losses.Length;
            if (points is null || points[0].Length != objectives) points = ReferencePoints.Lattice(objectives, divisions);
            return ReferencePoints.Fill(chosen, front, places, points, random);
        });
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ParameterValue> SampleJoint(StudyHistory history, SamplingContext trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        return _breeding.Propose(history, trial);
    }

    /// <inheritdoc/>
    public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(distribution);
        return distribution.FromUnit(CounterRandom.Uniform(_options.Seed ?? trial.Seed, trial.Number, name));
    }
}
