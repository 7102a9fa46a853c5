using System.Collections.Immutable;

namespace MlNetDeep.Tuning;

/// <summary>What a trial reported at one step.</summary>
/// <param name="Execution">The execution that reported, from 0.</param>
/// <param name="Step">The step, e.g. the epoch, from 0.</param>
/// <param name="Values">One value for each objective; NaN and infinities are allowed.</param>
public readonly record struct IntermediateValue(int Execution, int Step, ImmutableArray<double> Values);
