namespace MlNetDeep.Networks;

/// <summary>What an optimizer needs to know to change one weight.</summary>
/// <param name="Step">The number of steps of this weight so far with this one, from 1.</param>
/// <param name="GradientScale">A factor for the gradient.</param>
/// <param name="WeightDecay">The weight decay for this weight, 0 where it does not apply.</param>
public readonly record struct UpdateContext(int Step, float GradientScale, float WeightDecay);
