using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Philox 4x32-10 for several counters at once: one 64-bit lane per counter and word, in which the product of two 32-bit
/// numbers fits. Computes what <see cref="Philox.Block"/> does. Called by the fill methods of <see cref="Philox"/> and by dropout.
/// </summary>
internal static unsafe class PhiloxKernel
{
    /// <summary>Writes the blocks first, first + 1, ... of four numbers each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Fill(Philox random, ulong first, uint* numbers, int blocks)
    {
        int width = Vector<ulong>.Count, i = 0;
        Vector<ulong> low = new(uint.MaxValue), multiplier0 = new(Philox.Multiplier0), multiplier1 = new(Philox.Multiplier1);
        for (; i <= blocks - width; i += width)
        {
            Vector<ulong> counter = new Vector<ulong>(first + (ulong)i) + Vector<ulong>.Indices;
            Vector<ulong> x = counter & low, y = counter >>> 32, z = new((uint)random.Stream), w = new(random.Stream >> 32);
            uint key0 = (uint)random.Seed, key1 = (uint)(random.Seed >> 32);
            for (int round = 0; round < 10; round++)
            {
                Vector<ulong> product0 = x * multiplier0, product1 = z * multiplier1;
                x = (product1 >>> 32) ^ y ^ new Vector<ulong>(key0);
                z = (product0 >>> 32) ^ w ^ new Vector<ulong>(key1);
                y = product1 & low;
                w = product0 & low;
                key0 += Philox.Weyl0;
                key1 += Philox.Weyl1;
            }
            uint* to = numbers + (4L * i);
            for (int lane = 0; lane < width; lane++, to += 4)
            {
                to[0] = (uint)x[lane];
                to[1] = (uint)y[lane];
                to[2] = (uint)z[lane];
                to[3] = (uint)w[lane];
            }
        }
        for (; i < blocks; i++)
        {
            uint* to = numbers + (4L * i);
            (to[0], to[1], to[2], to[3]) = random.Block(first + (ulong)i);
        }
    }
}
