using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Sums of squares of several tensors as one job, in double precision: partial sums per block, joined in the order of the
/// blocks. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class SumOfSquaresKernels
{
    internal static void Run(ReadOnlySpan<Tensor> tensors, Span<double> sums)
    {
        var parts = (Part*)Scratch.Floats(ScratchSlot.Updates, checked(tensors.Length * sizeof(Part) / sizeof(float)) + 1);
        int blocks = 0;
        long elements = 0;
        for (int i = 0; i < tensors.Length; i++)
        {
            var storage = (CpuStorage)tensors[i].Storage;
            parts[i] = new Part { X = (float*)Unsafe.AsPointer(ref storage.GetPinnableReference()), Count = storage.Count, FirstBlock = blocks };
            blocks = checked(blocks + Blocks.Count(storage.Count, Blocks.Elements));
            elements += storage.Count;
        }
        var job = new SumJob { Parts = parts, Count = tensors.Length, Sums = (double*)Scratch.Floats(ScratchSlot.Partials, checked(2 * blocks)) };
        WorkerPool.Run(blocks, ref job, alone: elements <= Blocks.Elements);
        for (int i = 0; i < tensors.Length; i++)
        {
            double sum = 0;
            int end = i + 1 < tensors.Length ? parts[i + 1].FirstBlock : blocks;
            for (int block = parts[i].FirstBlock; block < end; block++) sum += job.Sums[block];
            sums[i] = sum;
            GC.KeepAlive(tensors[i]);
        }
    }

    /// <summary>A square of a vector, added in double precision to the sums of its two halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add(Vector<float> x, ref Vector<double> low, ref Vector<double> high)
    {
        Vector.Widen(x, out Vector<double> a, out Vector<double> b);
        low += a * a;
        high += b * b;
    }

    private struct Part
    {
        internal float* X;
        internal int Count, FirstBlock;
    }

    private struct SumJob : IBlockJob
    {
        internal Part* Parts;
        internal int Count;
        internal double* Sums;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            int part = Count - 1;
            while (Parts[part].FirstBlock > block) part--;
            long start = (long)(block - Parts[part].FirstBlock) * Blocks.Elements;
            float* x = Parts[part].X + start;
            int count = (int)Math.Min(Parts[part].Count - start, Blocks.Elements), i = 0;
            Vector<double> low = default, high = default;
            for (; i <= count - Vector<float>.Count; i += Vector<float>.Count) Add(Vector.Load(x + i), ref low, ref high);
            double sum = Vector.Sum(low + high);
            for (; i < count; i++) sum += (double)x[i] * x[i];
            Sums[block] = sum;
        }
    }
}
