namespace MlNetDeep.Networks;

/// <summary>What <see cref="SampleMixer"/> made of a batch: the batch that its inputs were mixed with, and the share of its own.</summary>
internal readonly record struct MixedBatch(Batch? Partner, float Share);
