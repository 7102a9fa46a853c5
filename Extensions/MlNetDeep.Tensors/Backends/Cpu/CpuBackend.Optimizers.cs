using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Backends.Cpu;

internal sealed partial class CpuBackend
{
    internal override void OptimizerStep<TRule>(ReadOnlySpan<OptimizerUpdate<TRule>> updates) => OptimizerStepKernels.Step(updates);

    internal override void LambStep(ReadOnlySpan<OptimizerUpdate<LambRule>> updates) => LambKernels.Step(updates);

    internal override void SumsOfSquares(ReadOnlySpan<Tensor> tensors, Span<double> sums) => SumOfSquaresKernels.Run(tensors, sums);
}
