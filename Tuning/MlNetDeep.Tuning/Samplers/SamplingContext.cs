namespace MlNetDeep.Tuning;

/// <summary>The trial that a sampler proposes for.</summary>
/// <param name="Number">The trial's number.</param>
/// <param name="Seed">The study's seed.</param>
/// <param name="Parameters">The parameters that the trial has already, in order.</param>
public sealed record SamplingContext(int Number, long Seed, IReadOnlyDictionary<string, ParameterValue> Parameters);
