namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// The steps of a recurrent layer, one job each. The gates already hold the share of the input, which one matrix product gives for
/// all steps; going back, the gradients of the weights follow from those of all gates at the end. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class RecurrentKernels
{
    internal static void Forward(in RecurrentBuffers buffers, float* stateWeight, float* packed, float* splitBias)
    {
        switch (buffers.Geometry.Kind)
        {
            case RecurrentKind.Tanh: Forward<TanhUnit>(buffers, stateWeight, packed, splitBias); break;
            case RecurrentKind.Relu: Forward<ReluUnit>(buffers, stateWeight, packed, splitBias); break;
            case RecurrentKind.Gru: Forward<GruUnit>(buffers, stateWeight, packed, splitBias); break;
            case RecurrentKind.Lstm: Forward<LstmUnit>(buffers, stateWeight, packed, splitBias); break;
            default: throw new ArgumentOutOfRangeException(nameof(buffers), buffers.Geometry.Kind, "the backend lacks this unit");
        }
    }

    /// <summary>Afterwards the gates hold the gradients of their sums, and the gradients of state and cell are those before the first step.</summary>
    internal static void Gradient(in RecurrentBuffers buffers, float* stateWeight, float* packed)
    {
        switch (buffers.Geometry.Kind)
        {
            case RecurrentKind.Tanh: Gradient<TanhUnit>(buffers, stateWeight, packed); break;
            case RecurrentKind.Relu: Gradient<ReluUnit>(buffers, stateWeight, packed); break;
            case RecurrentKind.Gru: Gradient<GruUnit>(buffers, stateWeight, packed); break;
            case RecurrentKind.Lstm: Gradient<LstmUnit>(buffers, stateWeight, packed); break;
            default: throw new ArgumentOutOfRangeException(nameof(buffers), buffers.Geometry.Kind, "the backend lacks this unit");
        }
    }

    private static void Forward<TUnit>(in RecurrentBuffers buffers, float* stateWeight, float* packed, float* splitBias) where TUnit : struct, IRecurrentUnit
    {
        var job = new RecurrentForwardJob<TUnit> { Buffers = buffers, Cut = new RecurrentCut(buffers.Geometry), Weights = StatePanels.ByGate(buffers.Geometry, stateWeight, packed), SplitBias = splitBias };
        for (job.Index = 0; job.Index < buffers.Geometry.Steps; job.Index++)
            WorkerPool.Run(job.Cut.Count, ref job, alone: job.Cut.IsSmall);
    }

    private static void Gradient<TUnit>(in RecurrentBuffers buffers, float* stateWeight, float* packed) where TUnit : struct, IRecurrentUnit
    {
        var job = new RecurrentGradientJob<TUnit> { Buffers = buffers, Cut = new RecurrentCut(buffers.Geometry), Weights = StatePanels.ByColumn(buffers.Geometry, stateWeight, packed) };
        for (job.Index = buffers.Geometry.Steps - 1; job.Index >= -1; job.Index--)
            WorkerPool.Run(job.Cut.Count, ref job, alone: job.Cut.IsSmall);
    }
}
