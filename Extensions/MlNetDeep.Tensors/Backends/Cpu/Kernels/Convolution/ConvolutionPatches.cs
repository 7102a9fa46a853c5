using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Copies all numbers that a destination pixel reads side by side, for inputs with so few channels that
/// reading tap by tap would spend its time on addresses: the first layer of a network.</summary>
internal static unsafe class ConvolutionPatches
{
    /// <summary>Below this many source channels patches are faster than addresses.</summary>
    private const int FewChannels = 8;

    /// <summary>Whether the pass reads its source through patches.</summary>
    public static bool Suit(in ConvolutionPass pass)
        => pass.SourceC < FewChannels && pass.Groups == 1 && pass.Taps > 1 && !pass.Transposed;

    /// <summary>Distance between two patches: a patch, with room for whole vectors in its last run.</summary>
    public static int Stride<TVector, TSimd>(in ConvolutionPass pass)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        int run = pass.RunTaps * pass.SourceC;
        return (pass.Taps * pass.SourceC) - run + (Blocks.Count(run, TSimd.Lanes) * TSimd.Lanes);
    }

    /// <summary>Writes patches of Taps x channels for <paramref name="count"/> pixels from
    /// <paramref name="firstPixel"/>.</summary>
    public static void Copy<TVector, TSimd>(in ConvolutionPass pass, int firstPixel, int count, float* patch)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        nint stride = Stride<TVector, TSimd>(pass);
        int gridX = firstPixel % pass.GridW;
        int row = firstPixel / pass.GridW;
        while (count > 0)
        {
            int pixels = Math.Min(count, pass.GridW - gridX);
            for (int t = 0; t < pass.Taps; t += pass.RunTaps)
                CopyRun<TVector, TSimd>(pass, pass.TapList[t], row, gridX, pixels, patch + ((nint)t * pass.SourceC), stride);
            patch += pixels * stride;
            count -= pixels;
            gridX = 0;
            row++;
        }
    }

    /// <summary>Writes one run of the patches of pixels that lie in one row of the grid. Whole vectors are written: the next run
    /// overwrites what is too much.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRun<TVector, TSimd>(
        in ConvolutionPass pass, ConvolutionTap tap, int row, int gridX, int count, float* patch, nint stride)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        int channels = pass.SourceC, runTaps = pass.RunTaps, sourceW = pass.SourceW, stepX = pass.SourceStepX;
        nint run = (nint)runTaps * channels, step = (nint)stepX * channels;
        int sourceY = (row % pass.GridH * pass.SourceStepY) + tap.Y, sourceX = (gridX * stepX) + tap.X;
        if ((uint)sourceY >= (uint)pass.SourceH)
        {
            for (; count > 0; count--, patch += stride)
            {
                for (nint c = 0; c < run; c += TSimd.Lanes)
                    TSimd.Store(TSimd.Zero, patch + c);
            }

            return;
        }

        nint sourceRow = (((nint)(row / pass.GridH) * pass.SourceH) + sourceY) * sourceW;
        float* source = pass.Source + ((sourceRow + sourceX) * channels);

        // Where whole vectors may be read.
        float* end = pass.Source + ((nint)pass.N * pass.SourceH * sourceW * channels) - run - TSimd.Lanes;
        for (; count > 0; count--, patch += stride, source += step, sourceX += stepX)
        {
            if (sourceX >= 0 && sourceX + runTaps <= sourceW && source <= end)
            {
                for (nint c = 0; c < run; c += TSimd.Lanes)
                    TSimd.Store(TSimd.Load(source + c), patch + c);
            }
            else
            {
                CopyBorder(source, sourceX, sourceW, runTaps, channels, patch);
            }
        }
    }

    private static void CopyBorder(float* source, int sourceX, int sourceW, int taps, int channels, float* patch)
    {
        for (int tap = 0; tap < taps; tap++)
        {
            bool inside = (uint)(sourceX + tap) < (uint)sourceW;
            for (int c = 0; c < channels; c++)
                patch[c] = inside ? source[c] : 0;
            source += channels;
            patch += channels;
        }
    }
}
