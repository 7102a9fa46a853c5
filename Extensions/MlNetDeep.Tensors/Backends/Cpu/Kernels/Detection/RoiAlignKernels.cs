using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// RoiAlign over N x H x W x C, vectors across channels; see <see cref="RoiWeights"/>. Boxes are shared out in the forward pass.
/// In the gradient boxes overlap, so that a block is some channels of one image, to which it adds all boxes in their order.
/// </summary>
internal static unsafe class RoiAlignKernels
{
    private const int GradientChannels = 32;

    internal static void Forward(in RoiGeometry g, float* x, float* boxes, int* images, float* y)
    {
        var job = new ForwardJob { Geometry = g, X = x, Boxes = boxes, Images = images, Y = y, BoxesPerBlock = Blocks.Rows(g.OutH * g.OutW * g.C, 8 * 1024) };
        WorkerPool.Run(Blocks.Count(g.Boxes, job.BoxesPerBlock), ref job);
    }

    internal static void Gradient(in RoiGeometry g, float* dy, float* boxes, int* images, float* dx)
    {
        var job = new GradientJob { Geometry = g, OutGradient = dy, Boxes = boxes, Images = images, InGradient = dx, Parts = Blocks.Count(g.C, GradientChannels) };
        WorkerPool.Run(checked(g.N * job.Parts), ref job);
    }

    /// <summary>The weights of a box along both axes, or false if an edge is not finite.</summary>
    private static bool TryWeights(in RoiGeometry g, float* box, out RoiWeights rows, out RoiWeights columns)
    {
        int rowFloats = RoiWeights.Floats(g.H, g.OutH);
        float* memory = Scratch.Floats(ScratchSlot.Rows, checked(rowFloats + RoiWeights.Floats(g.W, g.OutW)));
        rows = new RoiWeights(memory, g.H, g.OutH);
        columns = new RoiWeights(memory + rowFloats, g.W, g.OutW);
        for (int i = 0; i < 4; i++)
            if (!float.IsFinite(box[i] * g.Scale)) return false;
        rows.Fill(g, box[1], box[3]);
        columns.Fill(g, box[0], box[2]);
        return true;
    }

    private struct ForwardJob : IBlockJob
    {
        internal RoiGeometry Geometry;
        internal float* X, Boxes, Y;
        internal int* Images;
        internal int BoxesPerBlock;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Geometry.Boxes, (block + 1L) * BoxesPerBlock);
            long bins = (long)Geometry.OutH * Geometry.OutW * Geometry.C;
            for (int box = block * BoxesPerBlock; box < end; box++)
            {
                float* y = Y + (box * bins), image = X + ((long)Images[box] * Geometry.H * Geometry.W * Geometry.C);
                if (!TryWeights(Geometry, Boxes + (4L * box), out RoiWeights rows, out RoiWeights columns))
                {
                    new Span<float>(y, (int)bins).Fill(float.NaN);
                    continue;
                }
                for (int row = 0; row < Geometry.OutH; row++)
                    for (int column = 0; column < Geometry.OutW; column++, y += Geometry.C) Bin(rows, row, columns, column, image, y);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Bin(in RoiWeights rows, int row, in RoiWeights columns, int column, float* image, float* y)
        {
            int channels = Geometry.C, width = Vector<float>.Count, c = 0;
            int top = rows.Start(row), bottom = rows.End(row), left = columns.Start(column), right = columns.End(column);
            float* rowWeights = rows.Of(row), columnWeights = columns.Of(column), rest = stackalloc float[width];
            for (; c <= channels - (4 * width); c += 4 * width)
            {
                Vector<float> a = default, b = default, d = default, e = default;
                for (int h = top; h < bottom; h++)
                {
                    if (rowWeights[h] == 0) continue;
                    float* x = image + ((((long)h * Geometry.W) + left) * channels) + c;
                    for (int w = left; w < right; w++, x += channels)
                    {
                        if (columnWeights[w] == 0) continue;
                        float weight = rowWeights[h] * columnWeights[w];
                        a += Vector.Load(x) * weight;
                        b += Vector.Load(x + width) * weight;
                        d += Vector.Load(x + (2 * width)) * weight;
                        e += Vector.Load(x + (3 * width)) * weight;
                    }
                }
                a.Store(y + c);
                b.Store(y + c + width);
                d.Store(y + c + (2 * width));
                e.Store(y + c + (3 * width));
            }
            for (; c < channels; c += width)
            {
                bool whole = c <= channels - width;
                Vector<float> sum = default;
                for (int h = top; h < bottom; h++)
                {
                    if (rowWeights[h] == 0) continue;
                    float* x = image + ((((long)h * Geometry.W) + left) * channels) + c;
                    for (int w = left; w < right; w++, x += channels)
                    {
                        if (columnWeights[w] == 0) continue;
                        if (!whole) new ReadOnlySpan<float>(x, channels - c).CopyTo(new Span<float>(rest, width));
                        sum += Vector.Load(whole ? x : rest) * (rowWeights[h] * columnWeights[w]);
                    }
                }
                if (whole) sum.Store(y + c);
                else for (int i = c; i < channels; i++) y[i] = sum[i - c];
            }
        }
    }

    private struct GradientJob : IBlockJob
    {
        internal RoiGeometry Geometry;
        internal float* OutGradient, Boxes, InGradient;
        internal int* Images;
        internal int Parts;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            (int n, int part) = Math.DivRem(block, Parts);
            int channels = Geometry.C, start = part * GradientChannels, count = Math.Min(GradientChannels, channels - start);
            long pixels = (long)Geometry.H * Geometry.W;
            float* dx = InGradient + (n * pixels * channels) + start;
            for (long pixel = 0; pixel < pixels; pixel++) NativeMemory.Clear(dx + (pixel * channels), (nuint)count * sizeof(float));
            for (int box = 0; box < Geometry.Boxes; box++)
            {
                if (Images[box] != n || !TryWeights(Geometry, Boxes + (4L * box), out RoiWeights rows, out RoiWeights columns)) continue;
                float* dy = OutGradient + ((long)box * Geometry.OutH * Geometry.OutW * channels) + start;
                for (int row = 0; row < Geometry.OutH; row++)
                    for (int column = 0; column < Geometry.OutW; column++, dy += channels) Bin(rows, row, columns, column, dy, dx, count);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Bin(in RoiWeights rows, int row, in RoiWeights columns, int column, float* dy, float* dx, int count)
        {
            int left = columns.Start(column), right = columns.End(column), width = Vector<float>.Count;
            float* rowWeights = rows.Of(row), columnWeights = columns.Of(column);
            for (int h = rows.Start(row); h < rows.End(row); h++)
            {
                if (rowWeights[h] == 0) continue;
                float* to = dx + ((((long)h * Geometry.W) + left) * Geometry.C);
                for (int w = left; w < right; w++, to += Geometry.C)
                {
                    if (columnWeights[w] == 0) continue;
                    float weight = rowWeights[h] * columnWeights[w];
                    int c = 0;
                    for (; c <= count - width; c += width) (Vector.Load(to + c) + (Vector.Load(dy + c) * weight)).Store(to + c);
                    for (; c < count; c++) to[c] += dy[c] * weight;
                }
            }
        }
    }
}
