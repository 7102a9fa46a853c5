using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The one or two pixels of an axis that a position between them is made of; -1 for one outside that is a constant.</summary>
internal readonly struct AffineTap
{
    // Far outside all is the same for constants and borders, and a mirrored image repeats; the bound keeps indices integers.
    private const double Farthest = 1 << 30;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal AffineTap(double position, int size, FillMode fill, SamplingMode sampling)
    {
        position = Math.Clamp(position, -Farthest, Farthest);
        int first = (int)Math.Floor(sampling == SamplingMode.Nearest ? position + 0.5 : position);
        Weight = sampling == SamplingMode.Nearest ? 0 : (float)(position - first);
        if (first >= 0 && first + 1 < size)
        {
            First = first;
            Second = first + 1;
        }
        else
        {
            First = Resolve(first, size, fill);
            Second = Resolve(first + 1, size, fill);
        }
    }

    internal int First { get; }

    /// <summary>Counts only if its weight is not 0.</summary>
    internal int Second { get; }

    /// <summary>The weight of the second pixel, 0 to 1; the first one has the rest.</summary>
    internal float Weight { get; }

    private static int Resolve(int index, int size, FillMode fill)
    {
        if ((uint)index < (uint)size) return index;
        switch (fill)
        {
            case FillMode.Constant: return -1;
            case FillMode.Nearest: return index < 0 ? 0 : size - 1;
            case FillMode.Wrap: return (int)Modulo(index, size);
            default:
                long mirrored = Modulo(index, 2L * size);
                return (int)(mirrored < size ? mirrored : (2L * size) - 1 - mirrored);
        }
    }

    private static long Modulo(long index, long period) => ((index % period) + period) % period;
}
