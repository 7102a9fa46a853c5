using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>One step of one direction, all sequences: the state times its weights is added to the gates, then the unit runs.</summary>
internal unsafe struct RecurrentForwardJob<TUnit> : IBlockJob where TUnit : struct, IRecurrentUnit
{
    public RecurrentBuffers Buffers;
    public RecurrentCut Cut;
    public StatePanels Weights;

    /// <summary>[H], the bias of a gate whose share of the state is kept apart, or null.</summary>
    public float* SplitBias;

    /// <summary>The position of the step in the order of computation.</summary>
    public int Index;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int block)
    {
        Cut.Block(block, out int firstRow, out int rows, out int panel, out int firstUnit, out int units);
        int all = Buffers.Geometry.Units, step = Buffers.Geometry.Step(Index);
        int stateStride = Buffers.Geometry.Steps * all, workStride = Buffers.Geometry.Steps * Buffers.Geometry.WorkWidth;
        float* state = Buffers.Previous + ((long)firstRow * stateStride) + ((long)step * all);
        float* work = Buffers.Work + ((long)firstRow * workStride) + ((long)step * Buffers.Geometry.WorkWidth) + firstUnit;
        for (int gate = 0; gate < TUnit.Gates; gate++)
        {
            bool split = TUnit.SplitsLastGate && gate == TUnit.Gates - 1;
            Gemm.Multiply(rows, units, all, state, stateStride, false, Weights.At(panel, gate), Weights.Stride, false,
                work + ((split ? gate + 1 : gate) * all), workStride, !split, split && SplitBias != null ? SplitBias + firstUnit : null, FusedActivation.None);
        }

        int endUnit = firstUnit + units, wholeEnd = endUnit - (units % Vector<float>.Count);
        for (int n = firstRow; n < firstRow + rows; n++)
        {
            RecurrentRow row = Buffers.Row(n, Index);
            if (Buffers.IsPadding(n, Index))
            {
                Pass(row, firstUnit, units);
                continue;
            }
            int unit = firstUnit;
            for (; unit < wholeEnd; unit += Vector<float>.Count) TUnit.Forward<WholeLanes>(row, unit, Vector<float>.Count);
            if (unit < endUnit) TUnit.Forward<PartLanes>(row, unit, endUnit - unit);
        }
    }

    private static void Pass(in RecurrentRow row, int unit, int units)
    {
        new ReadOnlySpan<float>(row.Previous + unit, units).CopyTo(new Span<float>(row.Next + unit, units));
        if (row.PreviousCell != null) new ReadOnlySpan<float>(row.PreviousCell + unit, units).CopyTo(new Span<float>(row.NextCell + unit, units));
        if (row.Output != null) new Span<float>(row.Output + unit, units).Clear();
    }
}
