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

    /// <summary>Numbers in the patches of <paramref name="pixels"/> pixels, with room for whole vectors at the end.
    /// </summary>
    public static int Count<TVector, TSimd>(in ConvolutionPass pass, int pixels)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        => (pixels * pass.Taps * pass.SourceC) + TSimd.Lanes;

    /// <summary>Writes patches of Taps x channels for <paramref name="count"/> pixels from
    /// <paramref name="firstPixel"/>.</summary>
    public static void Copy<TVector, TSimd>(in ConvolutionPass pass, int firstPixel, int count, float* patch)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        int gridX = firstPixel % pass.GridW;
        int row = firstPixel / pass.GridW;
        while (count > 0)
        {
            int pixels = Math.Min(count, pass.GridW - gridX);
            CopyRow<TVector, TSimd>(pass, row / pass.GridH, row % pass.GridH, gridX, pixels, patch);
            patch += (nint)pixels * pass.Taps * pass.SourceC;
            count -= pixels;
            gridX = 0;
            row++;
        }
    }

    /// <summary>Writes the patches of pixels that lie in one row of the grid.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRow<TVector, TSimd>(
        in ConvolutionPass pass, int n, int gridY, int gridX, int count, float* patch)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        int channels = pass.SourceC, runTaps = pass.RunTaps, taps = pass.Taps;
        int sourceH = pass.SourceH, sourceW = pass.SourceW, stepX = pass.SourceStepX;
        ConvolutionTap* tapList = pass.TapList;
        nint run = (nint)runTaps * channels;
        int y = gridY * pass.SourceStepY;
        float* image = pass.Source + ((nint)n * sourceH * sourceW * channels);

        // Where whole vectors may be read: what they write too much, the next run or the next patch overwrites.
        float* end = pass.Source + ((nint)pass.N * sourceH * sourceW * channels) - run - TSimd.Lanes;
        for (int x = gridX * stepX; count > 0; count--, x += stepX)
        {
            for (int t = 0; t < taps; t += runTaps)
            {
                int sourceY = y + tapList[t].Y, sourceX = x + tapList[t].X;
                float* source = image + ((((nint)sourceY * sourceW) + sourceX) * channels);
                if ((uint)sourceY >= (uint)sourceH)
                {
                    for (nint c = 0; c < run; c += TSimd.Lanes)
                        TSimd.Store(TSimd.Zero, patch + c);
                }
                else if (sourceX >= 0 && sourceX + runTaps <= sourceW && source <= end)
                {
                    for (nint c = 0; c < run; c += TSimd.Lanes)
                        TSimd.Store(TSimd.Load(source + c), patch + c);
                }
                else
                {
                    CopyBorder(source, sourceX, sourceW, runTaps, channels, patch);
                }

                patch += run;
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
