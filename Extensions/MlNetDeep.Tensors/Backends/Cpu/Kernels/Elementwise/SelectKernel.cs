using System.Numerics;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The choice between two tensors by a third. Called by <see cref="CpuBackend"/>.</summary>
internal static unsafe class SelectKernel
{
    /// <summary>y = condition is not zero ? a : b, where null stands for zeros.</summary>
    internal static void Run(float* condition, float* a, float* b, float* y, int count)
    {
        var job = new Job { Condition = condition, A = a, B = b, Y = y, Count = count };
        WorkerPool.Run(Blocks.Count(count, Blocks.Elements), ref job);
    }

    private struct Job : IBlockJob
    {
        internal float* Condition, A, B, Y;
        internal int Count;

        public readonly void Execute(int block)
        {
            int i = block * Blocks.Elements, end = (int)Math.Min(Count, (block + 1L) * Blocks.Elements);
            for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> a = A == null ? default : Vector.Load(A + i), b = B == null ? default : Vector.Load(B + i);
                Vector.ConditionalSelect(Vector.Equals(Vector.Load(Condition + i), Vector<float>.Zero), b, a).Store(Y + i);
            }
            for (; i < end; i++)
                Y[i] = Condition[i] != 0 ? (A == null ? 0 : A[i]) : B == null ? 0 : B[i];
        }
    }
}
