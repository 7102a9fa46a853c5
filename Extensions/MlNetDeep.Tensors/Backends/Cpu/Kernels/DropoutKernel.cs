namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Zeroes elements by the random number of their index. Called by <see cref="CpuBackend"/>.</summary>
internal static unsafe class DropoutKernel
{
    internal static void Run(float* x, float rate, Philox random, float* y, int count)
    {
        var job = new Job { X = x, Y = y, Count = count, Random = random, Threshold = (uint)Math.Min(rate * 4294967296.0, uint.MaxValue), Scale = 1 / (1 - rate) };
        WorkerPool.Run(Blocks.Count(count, Blocks.Elements), ref job);
    }

    private struct Job : IBlockJob
    {
        internal float* X, Y;
        internal int Count;
        internal Philox Random;
        internal uint Threshold;
        internal float Scale;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Count, (block + 1L) * Blocks.Elements);
            for (int i = block * Blocks.Elements; i < end; i += 4)
            {
                (uint a, uint b, uint c, uint d) = Random.Block((uint)i >> 2);
                Y[i] = a >= Threshold ? X[i] * Scale : 0;
                if (i + 1 < end) Y[i + 1] = b >= Threshold ? X[i + 1] * Scale : 0;
                if (i + 2 < end) Y[i + 2] = c >= Threshold ? X[i + 2] * Scale : 0;
                if (i + 3 < end) Y[i + 3] = d >= Threshold ? X[i + 3] * Scale : 0;
            }
        }
    }
}
