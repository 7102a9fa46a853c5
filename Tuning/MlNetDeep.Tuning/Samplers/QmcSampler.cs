using System.Collections.Frozen;

namespace MlNetDeep.Tuning;

/// <summary>
/// Draws parameters from a quasi-random sequence: independent of what trials found, like <see cref="RandomSampler"/>, but covering the
/// space evenly (Bergstra and Bengio 2012, section 5). Which point a trial has depends on its number alone, so that workers share one sequence.
/// </summary>
/// <remarks>
/// Parameters are the dimensions in the order in which the study meets them. Beyond the 64 that the sequences have, parameters are drawn at
/// random.
/// </remarks>
public sealed class QmcSampler : ISampler
{
    private readonly QmcSequence _sequence;
    private readonly long? _seed;

    /// <summary>Creates the sampler.</summary>
    /// <param name="sequence">The sequence. Default <see cref="QmcSequence.Sobol"/>.</param>
    /// <param name="seed">The seed of the scrambling; null takes the study's.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    public QmcSampler(QmcSequence sequence = QmcSequence.Sobol, long? seed = null)
    {
        if (!Enum.IsDefined(sequence)) throw new ArgumentOutOfRangeException(nameof(sequence), sequence, "the sequences are Sobol and Halton");
        (_sequence, _seed) = (sequence, seed);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ParameterValue> SampleJoint(StudyHistory history, SamplingContext trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        SearchSpace space = history.Observations.Space;
        if (space.Dimensions.Count == 0) return FrozenDictionary<string, ParameterValue>.Empty;
        double[] point = new double[space.Dimensions.Count];
        Array.Fill(point, double.NaN);
        space.Complete(point, dimension => Coordinate(trial, space.Dimensions[dimension].Name, dimension));
        return space.Parameters(point);
    }

    /// <inheritdoc/>
    public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(distribution);
        IReadOnlyList<ParameterColumn> known = history.Observations.Columns;
        int dimension = Enumerable.Range(0, known.Count).FirstOrDefault(i => known[i].Name == name, -1);
        // A parameter that no trial has ended with: the order in which this one asks is the order in which the study will have met them.
        return distribution.FromUnit(Coordinate(trial, name, dimension >= 0 ? dimension : Math.Max(known.Count, trial.Parameters.Count)));
    }

    private double Coordinate(SamplingContext trial, string name, int dimension)
    {
        long seed = _seed ?? trial.Seed;
        if (dimension >= SobolSequence.Dimensions) return CounterRandom.Uniform(seed, trial.Number, name);
        return _sequence == QmcSequence.Sobol ? SobolSequence.Scrambled(seed, trial.Number, dimension) : HaltonSequence.Scrambled(seed, trial.Number, dimension);
    }
}
