namespace MlNetDeep.Networks;

/// <summary>The course of a <see cref="FineTuner.Fit"/>.</summary>
/// <param name="Head">The first phase, in which the head alone was trained; null when there was none.</param>
/// <param name="Whole">The second phase, in which the backbone was trained too; null when there was none.</param>
/// <param name="CachedFeatures">Whether the first phase computed the outputs of the backbone once only.</param>
public sealed record FineTuneResult(History? Head, History? Whole, bool CachedFeatures);
