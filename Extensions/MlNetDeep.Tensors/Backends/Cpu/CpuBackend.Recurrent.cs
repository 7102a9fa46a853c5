using System.Numerics.Tensors;
using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Backends.Cpu;

internal sealed unsafe partial class CpuBackend
{
    internal override void Recurrent(in RecurrentGeometry geometry, Storage x, in RecurrentStorages weights, Storage? initialState, Storage? initialCell, in RecurrentMemory memory, Storage? y, Storage state, Storage? cell)
    {
        int sums = geometry.Gates * geometry.Units, width = geometry.WorkWidth;
        bool hasBias = weights.InputBias is not null || weights.StateBias is not null;
        CpuStorage packed = Temporary(StatePanels.PackedCount(geometry)), bias = Temporary(width);
        if (hasBias) JoinBiases(geometry, weights, bias.Span);
        StoreInitial(geometry, initialState, memory.Previous, state);
        if (cell is not null) StoreInitial(geometry, initialCell, memory.PreviousCell!, cell);
        fixed (float* px = Cpu(x), inputWeight = Cpu(weights.Input!), stateWeight = Cpu(weights.State!), pPacked = packed, pBias = bias, work = Cpu(memory.Work), previous = Cpu(memory.Previous))
        fixed (float* previousCell = memory.PreviousCell as CpuStorage, lengths = memory.Lengths as CpuStorage, py = y as CpuStorage, pState = Cpu(state), pCell = cell as CpuStorage)
        {
            Kernels.Gemm.Multiply(geometry.Rows, sums, geometry.Inputs, px, geometry.Inputs, false, inputWeight, sums, false, work, width, false, hasBias ? pBias : null, FusedActivation.None);
            var buffers = new RecurrentBuffers
            {
                Geometry = geometry,
                Work = work,
                Previous = previous,
                PreviousCell = previousCell,
                Lengths = (int*)lengths,
                State = pState + geometry.StateStart,
                Cell = pCell == null ? null : pCell + geometry.StateStart,
                Output = py == null ? null : py + geometry.OutputStart,
            };
            RecurrentKernels.Forward(buffers, stateWeight, pPacked, hasBias ? pBias + sums : null);
        }
        packed.Release();
        bias.Release();
    }

    internal override void RecurrentGradient(in RecurrentGeometry geometry, Storage x, in RecurrentStorages weights, in RecurrentMemory memory, Storage? cell, Storage? yGradient, Storage? stateGradient, Storage? cellGradient, Storage? xGradient, bool accumulate, in RecurrentStorages weightGradients, Storage? initialStateGradient, Storage? initialCellGradient)
    {
        int states = geometry.Batch * geometry.Units;
        CpuStorage packed = Temporary(StatePanels.PackedCount(geometry)), runningState = Temporary(states), runningCell = Temporary(cell is null ? 0 : states);
        StartGradient(geometry, stateGradient, runningState);
        if (cell is not null) StartGradient(geometry, cellGradient, runningCell);
        fixed (float* stateWeight = Cpu(weights.State!), pPacked = packed, work = Cpu(memory.Work), previous = Cpu(memory.Previous), dState = runningState, dCell = runningCell)
        fixed (float* previousCell = memory.PreviousCell as CpuStorage, lengths = memory.Lengths as CpuStorage, pCell = cell as CpuStorage, dy = yGradient as CpuStorage)
        {
            var buffers = new RecurrentBuffers
            {
                Geometry = geometry,
                Work = work,
                Previous = previous,
                PreviousCell = previousCell,
                Lengths = (int*)lengths,
                Cell = pCell == null ? null : pCell + geometry.StateStart,
                OutputGradient = dy == null ? null : dy + geometry.OutputStart,
                StateGradient = dState,
                CellGradient = dCell,
            };
            RecurrentKernels.Gradient(buffers, stateWeight, pPacked);
        }
        if (initialStateGradient is not null) runningState.Span.CopyTo(initialStateGradient.Span[geometry.StateStart..]);
        if (initialCellGradient is not null) runningCell.Span.CopyTo(initialCellGradient.Span[geometry.StateStart..]);
        InputAndWeightGradients(geometry, x, weights, memory, xGradient, accumulate, weightGradients);
        BiasGradients(geometry, memory.Work, weightGradients);
        packed.Release();
        runningState.Release();
        runningCell.Release();
    }

    /// <summary>All steps at once, from the gradients of the gates.</summary>
    private static void InputAndWeightGradients(in RecurrentGeometry geometry, Storage x, in RecurrentStorages weights, in RecurrentMemory memory, Storage? xGradient, bool accumulate, in RecurrentStorages weightGradients)
    {
        int rows = geometry.Rows, inputs = geometry.Inputs, units = geometry.Units, sums = geometry.Gates * units, width = geometry.WorkWidth;
        fixed (float* px = Cpu(x), inputWeight = Cpu(weights.Input!), work = Cpu(memory.Work), previous = Cpu(memory.Previous))
        fixed (float* dx = xGradient as CpuStorage, dInputWeight = weightGradients.Input as CpuStorage, dStateWeight = weightGradients.State as CpuStorage)
        {
            if (dx != null) Kernels.Gemm.Multiply(rows, inputs, sums, work, width, false, inputWeight, sums, true, dx, inputs, accumulate, null, FusedActivation.None);
            if (dInputWeight != null) Kernels.Gemm.Multiply(inputs, sums, rows, px, inputs, true, work, width, false, dInputWeight, sums, false, null, FusedActivation.None);
            if (dStateWeight == null) return;

            // Where the last gate's share of the state is kept apart, its column block lies behind the gates.
            int together = width == sums ? sums : sums - units;
            Kernels.Gemm.Multiply(units, together, rows, previous, units, true, work, width, false, dStateWeight, sums, false, null, FusedActivation.None);
            if (together < sums)
                Kernels.Gemm.Multiply(units, units, rows, previous, units, true, work + sums, width, false, dStateWeight + together, sums, false, null, FusedActivation.None);
        }
    }

    private void BiasGradients(in RecurrentGeometry geometry, Storage work, in RecurrentStorages weightGradients)
    {
        if (weightGradients.InputBias is null && weightGradients.StateBias is null) return;
        int sums = geometry.Gates * geometry.Units, width = geometry.WorkWidth;
        CpuStorage total = Temporary(width);
        Sum(work, [geometry.Rows, width], 1, total, [1, width]);
        if (weightGradients.InputBias is { } inputBias) total.Span[..sums].CopyTo(inputBias.Span);
        if (weightGradients.StateBias is { } stateBias)
        {
            total.Span[..sums].CopyTo(stateBias.Span);
            if (width > sums) total.Span[sums..].CopyTo(stateBias.Span[(sums - geometry.Units)..]);
        }
        total.Release();
    }

    /// <summary>
    /// Per column of the gates the numbers that are added: of both biases where both shares make one sum, otherwise that of the
    /// state behind that of the input.
    /// </summary>
    private static void JoinBiases(in RecurrentGeometry geometry, in RecurrentStorages weights, Span<float> joined)
    {
        int sums = geometry.Gates * geometry.Units, together = joined.Length == sums ? sums : sums - geometry.Units;
        joined.Clear();
        if (weights.InputBias is { } inputBias) inputBias.Span.CopyTo(joined);
        if (weights.StateBias is not { } stateBias) return;
        TensorPrimitives.Add(joined[..together], stateBias.Span[..together], joined);
        stateBias.Span[together..].CopyTo(joined[sums..]);
    }

    /// <summary>Writes the initial state, zero if there is none, to where the first step reads it; without a step it is the final one.</summary>
    private static void StoreInitial(in RecurrentGeometry geometry, Storage? initial, Storage previous, Storage final)
    {
        if (geometry.Batch == 0) return;
        int units = geometry.Units, stride = geometry.Steps == 0 ? units : geometry.Steps * units;
        Span<float> to = geometry.Steps == 0 ? final.Span[geometry.StateStart..] : previous.Span[(geometry.Step(0) * units)..];
        for (int n = 0; n < geometry.Batch; n++)
        {
            Span<float> row = to.Slice(n * stride, units);
            if (initial is null) row.Clear();
            else initial.Span.Slice(geometry.StateStart + (n * units), units).CopyTo(row);
        }
    }

    private static void StartGradient(in RecurrentGeometry geometry, Storage? gradient, Storage running)
    {
        if (gradient is null) running.Span.Clear();
        else gradient.Span.Slice(geometry.StateStart, running.Count).CopyTo(running.Span);
    }
}
