using System.Collections.Frozen;

namespace MlNetDeep.Tuning;

/// <summary>
/// Draws every parameter independently and uniformly (or log-uniformly). Each draw is a function of the seed, the trial's number
/// and the parameter's name, so a study has the same parameters in sequence, in parallel and in several processes.
/// </summary>
/// <remarks>
/// On small discrete spaces plain random search repeats itself. By default a configuration that a complete or pruned trial with a
/// lower number already has is drawn again, up to 200 times (after which a repetition is accepted: the space is exhausted). Only such
/// redrawn trials depend on which trials have finished when they start; pass <c>avoidDuplicates: false</c> to have every trial
/// independent of the interleaving even there. Continuous spaces never redraw.
/// </remarks>
public sealed class RandomSampler : ISampler
{
    private const int MaxAttempts = 200;

    private readonly long? _seed;
    private readonly bool _avoidDuplicates;

    /// <summary>Creates the sampler.</summary>
    /// <param name="seed">The seed; null takes the study's.</param>
    /// <param name="avoidDuplicates">Draw again when a complete or pruned trial has the same parameters.</param>
    public RandomSampler(long? seed = null, bool avoidDuplicates = true) => (_seed, _avoidDuplicates) = (seed, avoidDuplicates);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ParameterValue> SampleJoint(StudyHistory history, SamplingContext trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        if (!_avoidDuplicates) return FrozenDictionary<string, ParameterValue>.Empty;
        // A failed trial may have asked for some of its parameters only, and what begins like it is no repetition.
        TrialRecord[] earlier = [.. history.Trials.Where(t => t.State is TrialState.Complete or TrialState.Pruned && t.Number < trial.Number && t.Parameters.Count > 0)];
        int attempt = 0;
        while (attempt < MaxAttempts && Array.Exists(earlier, t => Repeats(t, trial, attempt))) attempt++;
        // The first attempt is what Sample draws anyway, also for parameters that no earlier trial had.
        return attempt is 0 or MaxAttempts ? FrozenDictionary<string, ParameterValue>.Empty : Draw(earlier, trial, attempt);
    }

    /// <inheritdoc/>
    public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(distribution);
        return Draw(trial, name, distribution, attempt: 0);
    }

    // The objective's path depends on the values alone, so a trial that draws all the values of an earlier one repeats it. Where a
    // parameter is continuous the first comparison already tells them apart.
    private bool Repeats(TrialRecord earlier, SamplingContext trial, int attempt)
    {
        foreach ((string name, ParameterValue parameter) in earlier.Parameters)
            if (Draw(trial, name, parameter.Distribution, attempt) != parameter.Internal) return false;
        return true;
    }

    private Dictionary<string, ParameterValue> Draw(TrialRecord[] earlier, SamplingContext trial, int attempt)
    {
        var drawn = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach (TrialRecord record in earlier)
            foreach ((string name, ParameterValue parameter) in record.Parameters)
                drawn[name] = new ParameterValue(parameter.Distribution, Draw(trial, name, parameter.Distribution, attempt));
        return drawn;
    }

    private double Draw(SamplingContext trial, string name, Distribution distribution, int attempt) =>
        distribution.FromUnit(CounterRandom.Uniform(_seed ?? trial.Seed, trial.Number, name, attempt));
}
