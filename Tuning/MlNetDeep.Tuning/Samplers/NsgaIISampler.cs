using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// NSGA-II (Deb, Pratap, Agarwal and Meyarivan 2002): a population evolves towards the Pareto front of several objectives and spreads
/// along it. Cheap for thousands of trials; with one objective a plain genetic algorithm.
/// </summary>
/// <remarks>
/// Trials are ordered by their constraints first, then by non-dominated fronts, within a front by the room that they have. Any number of
/// trials of a generation may run at a time. Pruned and failed trials have no children.
/// </remarks>
public sealed class NsgaIISampler : ISampler
{
    private readonly NsgaOptions _options;
    private readonly Breeding _breeding;

    /// <summary>Creates the sampler.</summary>
    /// <param name="options">How it breeds; null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public NsgaIISampler(NsgaOptions? options = null)
    {
        _options = options ?? new NsgaOptions();
        _options.Validate();
        _breeding = new Breeding(_options, "nsga2", Fill);
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

    private static List<Individual> Fill(IReadOnlyList<Individual> chosen, IReadOnlyList<Individual> front, int places, SplitMix random)
    {
        Dictionary<Individual, double> distances = CrowdingDistance.Of(front);
        return [.. front.OrderByDescending(individual => distances[individual]).ThenBy(individual => individual.Number).Take(places)];
    }
}
