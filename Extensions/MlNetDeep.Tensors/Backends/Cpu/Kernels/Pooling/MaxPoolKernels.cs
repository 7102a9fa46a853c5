using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Max pooling over N x H x W x C, vectors across channels. The forward pass writes, in the memory of the index, the number of
/// the tap (kernel row * kernel width + kernel column) that won, as an integer; the gradient sends each number to that tap.
/// </summary>
internal static unsafe class MaxPoolKernels
{
    internal static void Forward(in Pool2DGeometry g, float* x, float* y, int* index)
    {
        var job = new ForwardJob { Geometry = g, X = x, Y = y, Index = index, RowsPerBlock = Blocks.Rows(g.OutW * g.C) };
        WorkerPool.Run(Blocks.Count(g.N * g.OutH, job.RowsPerBlock), ref job);
    }

    internal static void Gradient(in Pool2DGeometry g, float* dy, int* index, float* dx)
    {
        // Windows overlap inside an image, so that an image is the block.
        var job = new GradientJob { Geometry = g, OutGradient = dy, Index = index, InGradient = dx };
        WorkerPool.Run(g.N, ref job);
    }

    private struct ForwardJob : IBlockJob
    {
        internal Pool2DGeometry Geometry;
        internal float* X, Y;
        internal int* Index;
        internal int RowsPerBlock;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            int end = (int)Math.Min((long)Geometry.N * Geometry.OutH, (block + 1L) * RowsPerBlock);
            for (int row = block * RowsPerBlock; row < end; row++)
            {
                (int n, int oh) = Math.DivRem(row, Geometry.OutH);
                for (int ow = 0; ow < Geometry.OutW; ow++) Pixel(n, oh, ow, (((long)row * Geometry.OutW) + ow) * Geometry.C);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Pixel(int n, int oh, int ow, long to)
        {
            int top = (oh * Geometry.StrideH) - Geometry.PadTop, left = (ow * Geometry.StrideW) - Geometry.PadLeft;
            int channels = Geometry.C, width = Vector<float>.Count;
            bool first = true;
            for (int kh = 0; kh < Geometry.KernelH; kh++)
            {
                int h = top + (kh * Geometry.DilationH);
                if ((uint)h >= (uint)Geometry.H) continue;
                for (int kw = 0; kw < Geometry.KernelW; kw++)
                {
                    int w = left + (kw * Geometry.DilationW);
                    if ((uint)w >= (uint)Geometry.W) continue;
                    float* x = X + ((((((long)n * Geometry.H) + h) * Geometry.W) + w) * channels), y = Y + to;
                    int* index = Index + to;
                    int tap = (kh * Geometry.KernelW) + kw, c = 0;
                    if (first)
                    {
                        new ReadOnlySpan<float>(x, channels).CopyTo(new Span<float>(y, channels));
                        new Span<int>(index, channels).Fill(tap);
                        first = false;
                        continue;
                    }
                    var taps = new Vector<int>(tap);
                    for (; c <= channels - width; c += width)
                    {
                        Vector<float> value = Vector.Load(x + c), best = Vector.Load(y + c);
                        Vector<int> wins = Vector.GreaterThan(value, best) | ~Vector.Equals(value, value);
                        Vector.ConditionalSelect(wins, value, best).Store(y + c);
                        Vector.ConditionalSelect(wins, taps, Vector.Load(index + c)).Store(index + c);
                    }
                    for (; c < channels; c++)
                    {
                        if (!(x[c] > y[c]) && !float.IsNaN(x[c])) continue;
                        y[c] = x[c];
                        index[c] = tap;
                    }
                }
            }
            if (!first) return;
            // With dilation a window can miss the image altogether.
            new Span<float>(Y + to, channels).Fill(float.NegativeInfinity);
            new Span<int>(Index + to, channels).Fill(-1);
        }
    }

    private struct GradientJob : IBlockJob
    {
        internal Pool2DGeometry Geometry;
        internal float* OutGradient, InGradient;
        internal int* Index;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            int channels = Geometry.C, width = Vector<float>.Count;
            float* dx = InGradient + ((long)block * Geometry.H * Geometry.W * channels);
            NativeMemory.Clear(dx, (nuint)((long)Geometry.H * Geometry.W * channels * sizeof(float)));
            for (int oh = 0; oh < Geometry.OutH; oh++)
            {
                for (int ow = 0; ow < Geometry.OutW; ow++)
                {
                    long from = (((((long)block * Geometry.OutH) + oh) * Geometry.OutW) + ow) * channels;
                    float* dy = OutGradient + from;
                    int* index = Index + from;
                    for (int kh = 0; kh < Geometry.KernelH; kh++)
                    {
                        int h = (oh * Geometry.StrideH) - Geometry.PadTop + (kh * Geometry.DilationH);
                        if ((uint)h >= (uint)Geometry.H) continue;
                        for (int kw = 0; kw < Geometry.KernelW; kw++)
                        {
                            int w = (ow * Geometry.StrideW) - Geometry.PadLeft + (kw * Geometry.DilationW);
                            if ((uint)w >= (uint)Geometry.W) continue;
                            float* to = dx + ((((long)h * Geometry.W) + w) * channels);
                            int tap = (kh * Geometry.KernelW) + kw, c = 0;
                            var taps = new Vector<int>(tap);
                            for (; c <= channels - width; c += width)
                                (Vector.Load(to + c) + Vector.ConditionalSelect(Vector.Equals(Vector.Load(index + c), taps), Vector.Load(dy + c), Vector<float>.Zero)).Store(to + c);
                            for (; c < channels; c++)
                                if (index[c] == tap) to[c] += dy[c];
                        }
                    }
                }
            }
        }
    }
}
