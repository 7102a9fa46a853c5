using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Between two steps of one direction, going back: the gradient of the gates of the later step times the transposed weights
/// completes that of the state between them, then the unit of the earlier step turns it into the gradient of its gates.
/// </summary>
internal unsafe struct RecurrentGradientJob<TUnit> : IBlockJob where TUnit : struct, IRecurrentUnit
{
    public RecurrentBuffers Buffers;
    public RecurrentCut Cut;
    public StatePanels Weights;

    /// <summary>The position of the earlier step in the order of computation; -1 is before the first.</summary>
    public int Index;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int block)
    {
        Cut.Block(block, out int firstRow, out int rows, out int panel, out int firstUnit, out int units);
        int all = Buffers.Geometry.Units;
        if (Index + 1 < Buffers.Geometry.Steps)
        {
            int workStride = Buffers.Geometry.Steps * Buffers.Geometry.WorkWidth;
            float* work = Buffers.Work + ((long)firstRow * workStride) + ((long)Buffers.Geometry.Step(Index + 1) * Buffers.Geometry.WorkWidth);
            float* gradient = Buffers.StateGradient + ((long)firstRow * all) + firstUnit;
            int together = TUnit.SplitsLastGate ? (TUnit.Gates - 1) * all : TUnit.Gates * all;
            Gemm.Multiply(rows, units, together, work, workStride, false, Weights.At(panel, 0), Weights.Stride, Weights.Transposed, gradient, all, true, null, FusedActivation.None);
            if (TUnit.SplitsLastGate)
                Gemm.Multiply(rows, units, all, work + together + all, workStride, false, Weights.At(panel, together), Weights.Stride, Weights.Transposed, gradient, all, true, null, FusedActivation.None);
        }
        if (Index < 0) return;

        int endUnit = firstUnit + units, wholeEnd = endUnit - (units % Vector<float>.Count);
        for (int n = firstRow; n < firstRow + rows; n++)
        {
            RecurrentRow row = Buffers.Row(n, Index);
            if (Buffers.IsPadding(n, Index))
            {
                for (int column = firstUnit; column < Buffers.Geometry.WorkWidth; column += all) new Span<float>(row.Work + column, units).Clear();
                continue;
            }
            int unit = firstUnit;
            for (; unit < wholeEnd; unit += Vector<float>.Count) TUnit.Gradient<WholeLanes>(row, unit, Vector<float>.Count);
            if (unit < endUnit) TUnit.Gradient<PartLanes>(row, unit, endUnit - unit);
        }
    }
}
