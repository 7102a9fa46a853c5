using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Reads each pixel of the result where the map of its image says, between up to four pixels.</summary>
/// <remarks>
/// Layout: vectors across channels; the last one overlaps the one before it, but not in the gradient, which adds. Loop order: blocks of
/// output rows, pixels, channels; the gradient takes one image a block, because neighbouring results may read the same pixel. Runs of
/// pixels that stay neighbours, as in a crop or a shift by whole pixels, are copied at once.
/// </remarks>
internal static unsafe class AffineKernels
{
    internal static void Forward(in AffineGeometry geometry, AffineMap2D* maps, float* outside, float* x, float* y)
    {
        if (Vector512.IsHardwareAccelerated && geometry.Channels >= Simd512.Lanes) Forward<Vector512<float>, Simd512>(geometry, maps, outside, x, y);
        else if (Vector256.IsHardwareAccelerated && geometry.Channels >= Simd256.Lanes) Forward<Vector256<float>, Simd256>(geometry, maps, outside, x, y);
        else if (Vector128.IsHardwareAccelerated && geometry.Channels >= Simd128.Lanes) Forward<Vector128<float>, Simd128>(geometry, maps, outside, x, y);
        else Forward<float, SimdScalar>(geometry, maps, outside, x, y);
    }

    internal static void Gradient(in AffineGeometry geometry, AffineMap2D* maps, float* yGradient, float* xGradient)
    {
        if (Vector512.IsHardwareAccelerated && geometry.Channels >= Simd512.Lanes) Gradient<Vector512<float>, Simd512>(geometry, maps, yGradient, xGradient);
        else if (Vector256.IsHardwareAccelerated && geometry.Channels >= Simd256.Lanes) Gradient<Vector256<float>, Simd256>(geometry, maps, yGradient, xGradient);
        else if (Vector128.IsHardwareAccelerated && geometry.Channels >= Simd128.Lanes) Gradient<Vector128<float>, Simd128>(geometry, maps, yGradient, xGradient);
        else Gradient<float, SimdScalar>(geometry, maps, yGradient, xGradient);
    }

    private static void Forward<TVector, TSimd>(in AffineGeometry geometry, AffineMap2D* maps, float* outside, float* x, float* y)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        var job = new ForwardJob<TVector, TSimd> { Geometry = geometry, Maps = maps, Outside = outside, X = x, Y = y };
        job.Rows = geometry.Images * geometry.OutputHeight;
        // A pixel costs several times what its channels do.
        job.RowsPerBlock = Blocks.Rows(geometry.OutputWidth * (geometry.Channels + 8));
        WorkerPool.Run(Blocks.Count(job.Rows, job.RowsPerBlock), ref job);
    }

    private static void Gradient<TVector, TSimd>(in AffineGeometry geometry, AffineMap2D* maps, float* yGradient, float* xGradient)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        var job = new GradientJob<TVector, TSimd> { Geometry = geometry, Maps = maps, YGradient = yGradient, XGradient = xGradient };
        WorkerPool.Run(geometry.Images, ref job);
    }

    private struct ForwardJob<TVector, TSimd> : IBlockJob
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        internal AffineGeometry Geometry;
        internal AffineMap2D* Maps;
        internal float* Outside, X, Y;
        internal int Rows, RowsPerBlock;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Rows, (block + 1L) * RowsPerBlock);
            for (int row = block * RowsPerBlock; row < end; row++) Row(row);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Row(int row)
        {
            (int image, int outputRow) = Math.DivRem(row, Geometry.OutputHeight);
            int channels = Geometry.Channels, outputs = Geometry.OutputWidth, width = Geometry.Width;
            AffineMap2D map = Maps[image];
            double columnStart = (map.XY * outputRow) + map.X, rowStart = (map.YY * outputRow) + map.Y;
            float* x = X + ((nint)image * Geometry.Height * width * channels), y = Y + ((nint)row * outputs * channels);

            int runStart = outputs, runEnd = outputs;
            if (map.XX == 1 && map.YX == 0 && columnStart == Math.Floor(columnStart) && Math.Abs(columnStart) < int.MaxValue)
            {
                var line = new AffineTap(rowStart, Geometry.Height, Geometry.Fill, Geometry.Sampling);
                int shift = (int)columnStart;
                if (line.Weight == 0 && line.First >= 0)
                {
                    runStart = (int)Math.Clamp(-(long)shift, 0, outputs);
                    runEnd = (int)Math.Clamp((long)width - shift, runStart, outputs);
                    nint from = (((nint)line.First * width) + runStart + shift) * channels;
                    new ReadOnlySpan<float>(x + from, (runEnd - runStart) * channels).CopyTo(new Span<float>(y + ((nint)runStart * channels), (runEnd - runStart) * channels));
                }
            }
            for (int column = 0; column < outputs; column++)
            {
                if (column == runStart)
                {
                    column = runEnd;
                    if (column >= outputs) break;
                }
                var columns = new AffineTap((map.XX * column) + columnStart, width, Geometry.Fill, Geometry.Sampling);
                var rows = new AffineTap((map.YX * column) + rowStart, Geometry.Height, Geometry.Fill, Geometry.Sampling);
                Pixel(x, rows, columns, y + ((nint)column * channels));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void Pixel(float* x, in AffineTap rows, in AffineTap columns, float* y)
        {
            int channels = Geometry.Channels;
            // Pixels of weight 0 are not read, so that what is not moved stays the same bits, NaN or not.
            float* a = At(x, rows.First, columns.First), b = columns.Weight == 0 ? a : At(x, rows.First, columns.Second);
            float* c = a, d = b;
            if (rows.Weight != 0)
            {
                c = At(x, rows.Second, columns.First);
                d = columns.Weight == 0 ? c : At(x, rows.Second, columns.Second);
            }
            else if (columns.Weight == 0)
            {
                for (int channel = 0; channel < channels; channel++) y[channel] = a[channel];
                return;
            }
            TVector across = TSimd.Broadcast(columns.Weight), down = TSimd.Broadcast(rows.Weight);
            TVector fromLeft = TSimd.Broadcast(1 - columns.Weight), fromTop = TSimd.Broadcast(1 - rows.Weight);
            for (int i = 0; i < channels; i += TSimd.Lanes)
            {
                int channel = Math.Min(i, channels - TSimd.Lanes);
                TVector top = TSimd.MultiplyAdd(TSimd.Load(b + channel), across, TSimd.MultiplyAdd(TSimd.Load(a + channel), fromLeft, TSimd.Zero));
                TVector bottom = TSimd.MultiplyAdd(TSimd.Load(d + channel), across, TSimd.MultiplyAdd(TSimd.Load(c + channel), fromLeft, TSimd.Zero));
                TSimd.Store(TSimd.MultiplyAdd(bottom, down, TSimd.MultiplyAdd(top, fromTop, TSimd.Zero)), y + channel);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly float* At(float* x, int row, int column) =>
            (row | column) < 0 ? Outside : x + ((((nint)row * Geometry.Width) + column) * Geometry.Channels);
    }

    private struct GradientJob<TVector, TSimd> : IBlockJob
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        internal AffineGeometry Geometry;
        internal AffineMap2D* Maps;
        internal float* YGradient, XGradient;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            int size = Geometry.Height * Geometry.Width * Geometry.Channels;
            AffineMap2D map = Maps[block];
            float* x = XGradient + ((nint)block * size), y = YGradient + ((nint)block * Geometry.OutputHeight * Geometry.OutputWidth * Geometry.Channels);
            new Span<float>(x, size).Clear();
            for (int row = 0; row < Geometry.OutputHeight; row++)
            {
                double columnStart = (map.XY * row) + map.X, rowStart = (map.YY * row) + map.Y;
                for (int column = 0; column < Geometry.OutputWidth; column++, y += Geometry.Channels)
                {
                    var columns = new AffineTap((map.XX * column) + columnStart, Geometry.Width, Geometry.Fill, Geometry.Sampling);
                    var rows = new AffineTap((map.YX * column) + rowStart, Geometry.Height, Geometry.Fill, Geometry.Sampling);
                    Add(x, rows.First, columns.First, (1 - rows.Weight) * (1 - columns.Weight), y);
                    Add(x, rows.First, columns.Second, (1 - rows.Weight) * columns.Weight, y);
                    Add(x, rows.Second, columns.First, rows.Weight * (1 - columns.Weight), y);
                    Add(x, rows.Second, columns.Second, rows.Weight * columns.Weight, y);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void Add(float* x, int row, int column, float weight, float* y)
        {
            if (weight == 0 || (row | column) < 0) return;
            int channels = Geometry.Channels, channel = 0;
            float* to = x + ((((nint)row * Geometry.Width) + column) * channels);
            TVector factor = TSimd.Broadcast(weight);
            for (; channel <= channels - TSimd.Lanes; channel += TSimd.Lanes)
                TSimd.Store(TSimd.MultiplyAdd(TSimd.Load(y + channel), factor, TSimd.Load(to + channel)), to + channel);
            for (; channel < channels; channel++) to[channel] = MathF.FusedMultiplyAdd(y[channel], weight, to[channel]);
        }
    }
}
