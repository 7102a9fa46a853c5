namespace MlNetDeep.Tuning;

/// <summary>The trial that a sampler proposes for.</summary>
/// <param name="Number">The trial's number.</param>
/// <param name="Seed">The study's seed.</param>
/// <param name="Parameters">The parameters that the trial has already, in order.</param>
public sealed record SamplingContext(int Number, long Seed, IReadOnlyDictionary<string, ParameterValue> Parameters)
{
    /// <summary>
    /// What the sampler wants to find in the history later, such as the generation of the trial; becomes
    /// <see cref="TrialRecord.SamplerNotes"/>. Values are strings, booleans, integers, doubles or null; begin the keys with the name of
    /// the sampler.
    /// </summary>
    public IDictionary<string, object?> Notes { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);
}
