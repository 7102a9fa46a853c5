using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public abstract partial class Backend
{
    /// <summary>One step of several parameters, each of which appears once.</summary>
    internal abstract void OptimizerStep<TRule>(ReadOnlySpan<OptimizerUpdate<TRule>> updates)
        where TRule : unmanaged, IOptimizerRule<TRule>;

    /// <summary>One step of LAMB, whose length depends on the norms of a whole parameter.</summary>
    internal abstract void LambStep(ReadOnlySpan<OptimizerUpdate<LambRule>> updates);

    /// <summary>The sum of the squares of each tensor.</summary>
    internal abstract void SumsOfSquares(ReadOnlySpan<Tensor> tensors, Span<double> sums);
}
