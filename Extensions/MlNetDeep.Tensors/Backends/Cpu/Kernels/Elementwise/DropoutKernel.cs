using System.Numerics;
using System.Runtime.CompilerServices;

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

        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            uint* bits = stackalloc uint[Blocks.Tile];
            var threshold = new Vector<uint>(Threshold);
            int end = (int)Math.Min(Count, (block + 1L) * Blocks.Elements);
            for (long start = (long)block * Blocks.Elements; start < end; start += Blocks.Tile)
            {
                float* x = X + start, y = Y + start;
                int length = (int)Math.Min(Blocks.Tile, end - start), i = 0;
                PhiloxKernel.Fill(Random, (uint)start >> 2, bits, Blocks.Count(length, 4));
                for (; i <= length - Vector<float>.Count; i += Vector<float>.Count)
                {
                    Vector<int> kept = Vector.AsVectorInt32(Vector.GreaterThanOrEqual(Vector.Load(bits + i), threshold));
                    Vector.ConditionalSelect(kept, Vector.Load(x + i) * Scale, Vector<float>.Zero).Store(y + i);
                }
                for (; i < length; i++) y[i] = bits[i] >= Threshold ? x[i] * Scale : 0;
            }
        }
    }
}
