using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Writes the addresses that the tiles of a convolution read: for each tile and tap the source pixel of each
/// destination pixel, or a row of zeros where the tap lies in the padding.</summary>
/// <remarks>With addresses instead of copies the same register tile serves every stride, dilation, padding and image
/// size, and tiles run on across rows and images, so that small images fill them too.</remarks>
internal static unsafe class ConvolutionAddresses
{
    /// <summary>Room per tap for a tile of at most 14 rows.</summary>
    public const int TapStride = 16;

    /// <summary>Writes the addresses of <paramref name="count"/> pixels from <paramref name="firstPixel"/>.</summary>
    /// <param name="pass">The convolution.</param>
    /// <param name="firstPixel">Number of the first pixel in the grid of the whole batch.</param>
    /// <param name="count">Pixels, at most <see cref="TapStride"/>.</param>
    /// <param name="zeros">As many zeros as a source pixel has channels.</param>
    /// <param name="sources">For each tap <paramref name="count"/> addresses, and room up to the next multiple of
    /// eight.</param>
    /// <param name="tapStride">Distance between the addresses of two taps.</param>
    /// <param name="destinations">One address per pixel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(
        in ConvolutionPass pass, int firstPixel, int count, float* zeros, float** sources, int tapStride,
        float** destinations)
    {
        nint* bases = stackalloc nint[TapStride];
        nint* ys = stackalloc nint[TapStride];
        nint* xs = stackalloc nint[TapStride];
        int gridX = firstPixel % pass.GridW;
        int row = firstPixel / pass.GridW;
        int gridY = row % pass.GridH;
        int n = row / pass.GridH;
        nint pixelBytes = (nint)pass.SourceC * sizeof(float);
        nint rowBytes = pixelBytes * pass.SourceW;
        if (Vector512.IsHardwareAccelerated && gridX + count <= pass.GridW)
        {
            WriteInRow(pass, n, gridY, gridX, count, rowBytes, pixelBytes, zeros, sources, tapStride, destinations);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            nint y = (nint)gridY * pass.SourceStepY, x = (nint)gridX * pass.SourceStepX;
            bases[i] = (nint)pass.Source + (((((nint)n * pass.SourceH) + y) * pass.SourceW) + x) * pixelBytes;
            ys[i] = y;
            xs[i] = x;
            nint destinationY = pass.FirstY + ((nint)gridY * pass.DestinationStepY);
            nint destinationX = pass.FirstX + ((nint)gridX * pass.DestinationStepX);
            destinations[i] = pass.Destination
                + ((((((nint)n * pass.DestinationH) + destinationY) * pass.DestinationW) + destinationX) * pass.DestinationC);
            if (++gridX == pass.GridW)
            {
                gridX = 0;
                if (++gridY == pass.GridH)
                {
                    gridY = 0;
                    n++;
                }
            }
        }

        if (Vector512.IsHardwareAccelerated)
        {
            WriteHalf(pass, bases, ys, xs, rowBytes, pixelBytes, zeros, sources, tapStride);
            if (count > Vector512<long>.Count)
                WriteHalf(pass, bases + 8, ys + 8, xs + 8, rowBytes, pixelBytes, zeros, sources + 8, tapStride);
            return;
        }

        for (int t = 0; t < pass.Taps; t++)
        {
            ConvolutionTap tap = pass.TapList[t];
            nint offset = (tap.Y * rowBytes) + (tap.X * pixelBytes);
            for (int i = 0; i < count; i++)
            {
                bool inside = (nuint)(ys[i] + tap.Y) < (nuint)pass.SourceH && (nuint)(xs[i] + tap.X) < (nuint)pass.SourceW;
                sources[i] = inside ? (float*)(bases[i] + offset) : zeros;
            }

            sources += tapStride;
        }
    }

    /// <summary>Writes eight addresses of every tap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteHalf(
        in ConvolutionPass pass, nint* bases, nint* ys, nint* xs, nint rowBytes, nint pixelBytes, float* zeros,
        float** sources, int tapStride)
    {
        Vector512<long> address = Vector512.Load((long*)bases);
        Vector512<long> y = Vector512.Load((long*)ys), x = Vector512.Load((long*)xs);
        Vector512<long> zero = Vector512.Create((long)zeros);
        Vector512<ulong> height = Vector512.Create((ulong)pass.SourceH), width = Vector512.Create((ulong)pass.SourceW);
        for (int t = 0; t < pass.Taps; t++)
        {
            ConvolutionTap tap = pass.TapList[t];
            Vector512<ulong> inside =
                Vector512.LessThan((y + Vector512.Create((long)tap.Y)).AsUInt64(), height)
                & Vector512.LessThan((x + Vector512.Create((long)tap.X)).AsUInt64(), width);
            Vector512<long> shifted = address + Vector512.Create((long)((tap.Y * rowBytes) + (tap.X * pixelBytes)));
            Vector512.ConditionalSelect(inside.AsInt64(), shifted, zero).Store((long*)sources);
            sources += tapStride;
        }
    }

    /// <summary>The same for pixels in one row of the grid: their addresses are evenly spaced, and most rows touch the
    /// padding nowhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteInRow(
        in ConvolutionPass pass, int n, int gridY, int gridX, int count, nint rowBytes, nint pixelBytes, float* zeros,
        float** sources, int tapStride, float** destinations)
    {
        nint y = (nint)gridY * pass.SourceStepY, x = (nint)gridX * pass.SourceStepX;
        nint address = (nint)pass.Source + ((((nint)n * pass.SourceH) + y) * rowBytes) + (x * pixelBytes);
        nint destinationY = pass.FirstY + ((nint)gridY * pass.DestinationStepY);
        nint destinationX = pass.FirstX + ((nint)gridX * pass.DestinationStepX);
        float* destination = pass.Destination
            + ((((((nint)n * pass.DestinationH) + destinationY) * pass.DestinationW) + destinationX) * pass.DestinationC);
        Vector512<long> steps = Vector512<long>.Indices, more = Vector512.Create(8L);
        Vector512<long> spacing = Vector512.Create((long)pass.DestinationStepX * pass.DestinationC * sizeof(float));
        Vector512<long> at = Vector512.Create((long)destination);
        (at + (steps * spacing)).Store((long*)destinations);
        if (count > 8)
            (at + ((steps + more) * spacing)).Store((long*)(destinations + 8));

        Vector512<long> offsets = steps * Vector512.Create((long)(pass.SourceStepX * pixelBytes));
        Vector512<long> offsets2 = (steps + more) * Vector512.Create((long)(pass.SourceStepX * pixelBytes));
        Vector512<long> xs = Vector512.Create((long)x) + (steps * Vector512.Create((long)pass.SourceStepX));
        Vector512<long> xs2 = xs + Vector512.Create(8L * pass.SourceStepX);
        Vector512<long> zero = Vector512.Create((long)zeros);
        Vector512<ulong> width = Vector512.Create((ulong)pass.SourceW);
        nint last = x + ((nint)(count - 1) * pass.SourceStepX);
        for (int t = 0; t < pass.Taps; t++, sources += tapStride)
        {
            ConvolutionTap tap = pass.TapList[t];
            if ((nuint)(y + tap.Y) >= (nuint)pass.SourceH)
            {
                zero.Store((long*)sources);
                if (count > 8)
                    zero.Store((long*)(sources + 8));
                continue;
            }

            Vector512<long> start = Vector512.Create((long)(address + (tap.Y * rowBytes) + (tap.X * pixelBytes)));
            Vector512<long> first = start + offsets, second = start + offsets2;
            if (x + tap.X < 0 || last + tap.X >= pass.SourceW)
            {
                Vector512<long> tapX = Vector512.Create((long)tap.X);
                first = Vector512.ConditionalSelect(Vector512.LessThan((xs + tapX).AsUInt64(), width).AsInt64(), first, zero);
                second = Vector512.ConditionalSelect(Vector512.LessThan((xs2 + tapX).AsUInt64(), width).AsInt64(), second, zero);
            }

            first.Store((long*)sources);
            if (count > 8)
                second.Store((long*)(sources + 8));
        }
    }
}
