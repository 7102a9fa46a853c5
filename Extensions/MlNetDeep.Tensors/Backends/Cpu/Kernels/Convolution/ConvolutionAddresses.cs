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

    /// <summary>Writes the addresses of <paramref name="count"/> pixels of a segment.</summary>
    /// <param name="pass">The convolution.</param>
    /// <param name="rectangles">The rectangles of the grid.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="first">Number of the first pixel within the segment.</param>
    /// <param name="count">Pixels, at most <see cref="TapStride"/>.</param>
    /// <param name="zeros">As many zeros as a source pixel has channels.</param>
    /// <param name="sources">For each tap of the segment <paramref name="count"/> addresses, and room up to the next multiple of
    /// eight.</param>
    /// <param name="tapStride">Distance between the addresses of two taps.</param>
    /// <param name="destinations">One address per pixel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(
        in ConvolutionPass pass, ConvolutionRectangle* rectangles, in ConvolutionSegment segment, int first, int count, float* zeros,
        float** sources, int tapStride, float** destinations)
    {
        nint* bases = stackalloc nint[TapStride];
        nint* ys = stackalloc nint[TapStride];
        nint* xs = stackalloc nint[TapStride];
        nint pixelBytes = (nint)pass.SourceC * sizeof(float), rowBytes = pixelBytes * pass.SourceW;
        ConvolutionRectangle* rectangle = rectangles + segment.FirstRectangle;
        int area = rectangle->Height * rectangle->Width;
        while (first >= pass.N * area)
        {
            first -= pass.N * area;
            rectangle++;
            area = rectangle->Height * rectangle->Width;
        }

        int n = first / area, rowX = first % rectangle->Width, rowY = first % area / rectangle->Width;
        for (int i = 0; i < count; i++)
        {
            nint gridY = rectangle->Y + rowY, gridX = rectangle->X + rowX;
            nint y = gridY * pass.SourceStepY, x = gridX * pass.SourceStepX;
            bases[i] = (nint)pass.Source + (((((nint)n * pass.SourceH) + y) * pass.SourceW) + x) * pixelBytes;
            ys[i] = y;
            xs[i] = x;
            nint destinationY = pass.FirstY + (gridY * pass.DestinationStepY);
            nint destinationX = pass.FirstX + (gridX * pass.DestinationStepX);
            destinations[i] = pass.Destination
                + ((((((nint)n * pass.DestinationH) + destinationY) * pass.DestinationW) + destinationX) * pass.DestinationC);
            if (++rowX == rectangle->Width)
            {
                rowX = 0;
                if (++rowY == rectangle->Height)
                {
                    rowY = 0;
                    if (++n == pass.N)
                    {
                        n = 0;
                        rectangle++;
                    }
                }
            }
        }

        if (!segment.Padded)
        {
            WriteInside(pass, segment, bases, count, rowBytes, pixelBytes, sources, tapStride);
        }
        else if (Vector512.IsHardwareAccelerated)
        {
            WriteHalf(pass, segment, bases, ys, xs, rowBytes, pixelBytes, zeros, sources, tapStride);
            if (count > Vector512<long>.Count)
                WriteHalf(pass, segment, bases + 8, ys + 8, xs + 8, rowBytes, pixelBytes, zeros, sources + 8, tapStride);
        }
        else
        {
            WritePlain(pass, segment, bases, ys, xs, count, rowBytes, pixelBytes, zeros, sources, tapStride);
        }
    }

    /// <summary>Writes the addresses of pixels that all taps reach.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteInside(
        in ConvolutionPass pass, in ConvolutionSegment segment, nint* bases, int count, nint rowBytes, nint pixelBytes, float** sources,
        int tapStride)
    {
        for (int t = 0; t < segment.Taps; t++)
        {
            ConvolutionTap tap = pass.TapList[segment.TapNumbers[t]];
            nint offset = (tap.Y * rowBytes) + (tap.X * pixelBytes);
            if (Vector512.IsHardwareAccelerated)
            {
                Vector512<long> shift = Vector512.Create((long)offset);
                (Vector512.Load((long*)bases) + shift).Store((long*)sources);
                if (count > Vector512<long>.Count)
                    (Vector512.Load((long*)bases + 8) + shift).Store((long*)sources + 8);
            }
            else
            {
                for (int i = 0; i < count; i++)
                    sources[i] = (float*)(bases[i] + offset);
            }

            sources += tapStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WritePlain(
        in ConvolutionPass pass, in ConvolutionSegment segment, nint* bases, nint* ys, nint* xs, int count, nint rowBytes, nint pixelBytes,
        float* zeros, float** sources, int tapStride)
    {
        for (int t = 0; t < segment.Taps; t++)
        {
            ConvolutionTap tap = pass.TapList[segment.TapNumbers[t]];
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
        in ConvolutionPass pass, in ConvolutionSegment segment, nint* bases, nint* ys, nint* xs, nint rowBytes, nint pixelBytes,
        float* zeros, float** sources, int tapStride)
    {
        Vector512<long> address = Vector512.Load((long*)bases);
        Vector512<long> y = Vector512.Load((long*)ys), x = Vector512.Load((long*)xs);
        Vector512<long> zero = Vector512.Create((long)zeros);
        Vector512<ulong> height = Vector512.Create((ulong)pass.SourceH), width = Vector512.Create((ulong)pass.SourceW);
        for (int t = 0; t < segment.Taps; t++)
        {
            ConvolutionTap tap = pass.TapList[segment.TapNumbers[t]];
            Vector512<ulong> inside =
                Vector512.LessThan((y + Vector512.Create((long)tap.Y)).AsUInt64(), height)
                & Vector512.LessThan((x + Vector512.Create((long)tap.X)).AsUInt64(), width);
            Vector512<long> shifted = address + Vector512.Create((long)((tap.Y * rowBytes) + (tap.X * pixelBytes)));
            Vector512.ConditionalSelect(inside.AsInt64(), shifted, zero).Store((long*)sources);
            sources += tapStride;
        }
    }
}
