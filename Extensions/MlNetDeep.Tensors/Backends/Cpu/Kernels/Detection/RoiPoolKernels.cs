using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// RoiPool over N x H x W x C, vectors across channels. The forward pass writes, in the memory of the pixels, the number of the
/// pixel that won as an integer; the gradient adds each number to that pixel, some channels of one image per block.
/// </summary>
internal static unsafe class RoiPoolKernels
{
    private const int GradientChannels = 32;

    internal static void Forward(in RoiGeometry g, float* x, float* boxes, int* images, float* y, int* pixels)
    {
        var job = new ForwardJob { Geometry = g, X = x, Boxes = boxes, Images = images, Y = y, Pixels = pixels, BoxesPerBlock = Blocks.Rows(g.OutH * g.OutW * g.C, 8 * 1024) };
        WorkerPool.Run(Blocks.Count(g.Boxes, job.BoxesPerBlock), ref job);
    }

    internal static void Gradient(in RoiGeometry g, float* dy, int* images, int* pixels, float* dx)
    {
        var job = new GradientJob { Geometry = g, OutGradient = dy, Images = images, Pixels = pixels, InGradient = dx, Parts = Blocks.Count(g.C, GradientChannels) };
        WorkerPool.Run(checked(g.N * job.Parts), ref job);
    }

    private struct ForwardJob : IBlockJob
    {
        internal RoiGeometry Geometry;
        internal float* X, Boxes, Y;
        internal int* Images, Pixels;
        internal int BoxesPerBlock;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Geometry.Boxes, (block + 1L) * BoxesPerBlock), bins = Geometry.OutH * Geometry.OutW * Geometry.C;
            for (int box = block * BoxesPerBlock; box < end; box++)
            {
                float* y = Y + ((long)box * bins), edges = Boxes + (4L * box), image = X + ((long)Images[box] * Geometry.H * Geometry.W * Geometry.C);
                int* pixels = Pixels + ((long)box * bins);
                if (!float.IsFinite(edges[0] * Geometry.Scale) || !float.IsFinite(edges[1] * Geometry.Scale) || !float.IsFinite(edges[2] * Geometry.Scale) || !float.IsFinite(edges[3] * Geometry.Scale))
                {
                    new Span<float>(y, bins).Fill(float.NaN);
                    new Span<int>(pixels, bins).Fill(-1);
                    continue;
                }
                for (int row = 0; row < Geometry.OutH; row++)
                {
                    (int top, int bottom) = Range(edges[1], edges[3], row, Geometry.OutH, Geometry.H);
                    for (int column = 0; column < Geometry.OutW; column++, y += Geometry.C, pixels += Geometry.C)
                    {
                        (int left, int right) = Range(edges[0], edges[2], column, Geometry.OutW, Geometry.W);
                        Bin(image, top, bottom, left, right, y, pixels);
                    }
                }
            }
        }

        /// <summary>The pixels of a bin along one axis. In double beyond the bins' borders, because a box may be any size.</summary>
        private readonly (int Start, int End) Range(float low, float high, int bin, int bins, int length)
        {
            double start = Math.Round(low * Geometry.Scale, MidpointRounding.AwayFromZero), end = Math.Round(high * Geometry.Scale, MidpointRounding.AwayFromZero);
            float size = (float)Math.Max(end - start + 1, 1) / bins;
            double from = Math.Floor(bin * size) + start, to = Math.Ceiling((bin + 1) * size) + start;
            return ((int)Math.Clamp(from, 0, length), (int)Math.Clamp(to, 0, length));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Bin(float* image, int top, int bottom, int left, int right, float* y, int* pixels)
        {
            int channels = Geometry.C, width = Vector<float>.Count;
            if (top >= bottom || left >= right)
            {
                new Span<float>(y, channels).Clear();
                new Span<int>(pixels, channels).Fill(-1);
                return;
            }
            int first = (top * Geometry.W) + left;
            new ReadOnlySpan<float>(image + ((long)first * channels), channels).CopyTo(new Span<float>(y, channels));
            new Span<int>(pixels, channels).Fill(first);
            for (int h = top; h < bottom; h++)
            {
                for (int w = left; w < right; w++)
                {
                    int pixel = (h * Geometry.W) + w, c = 0;
                    float* x = image + ((long)pixel * channels);
                    var number = new Vector<int>(pixel);
                    for (; c <= channels - width; c += width)
                    {
                        Vector<float> value = Vector.Load(x + c), best = Vector.Load(y + c);
                        Vector<int> wins = Vector.GreaterThan(value, best) | ~Vector.Equals(value, value);
                        Vector.ConditionalSelect(wins, value, best).Store(y + c);
                        Vector.ConditionalSelect(wins, number, Vector.Load(pixels + c)).Store(pixels + c);
                    }
                    for (; c < channels; c++)
                    {
                        if (!(x[c] > y[c]) && !float.IsNaN(x[c])) continue;
                        y[c] = x[c];
                        pixels[c] = pixel;
                    }
                }
            }
        }
    }

    private struct GradientJob : IBlockJob
    {
        internal RoiGeometry Geometry;
        internal float* OutGradient, InGradient;
        internal int* Images, Pixels;
        internal int Parts;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            (int n, int part) = Math.DivRem(block, Parts);
            int channels = Geometry.C, start = part * GradientChannels, count = Math.Min(GradientChannels, channels - start), bins = Geometry.OutH * Geometry.OutW;
            long pixels = (long)Geometry.H * Geometry.W;
            float* dx = InGradient + (n * pixels * channels) + start;
            for (long pixel = 0; pixel < pixels; pixel++) NativeMemory.Clear(dx + (pixel * channels), (nuint)count * sizeof(float));
            for (int box = 0; box < Geometry.Boxes; box++)
            {
                if (Images[box] != n) continue;
                long from = ((long)box * bins * channels) + start;
                // Each channel has a pixel of its own, which leaves nothing to vectorise.
                for (int bin = 0; bin < bins; bin++, from += channels)
                    for (int c = 0; c < count; c++)
                        if (Pixels[from + c] is int pixel and >= 0) dx[((long)pixel * channels) + c] += OutGradient[from + c];
            }
        }
    }
}
