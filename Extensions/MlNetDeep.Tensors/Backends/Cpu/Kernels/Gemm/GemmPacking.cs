using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Copies the columns of a right-hand matrix that one panel needs, so that a register tile reads them
/// consecutively.</summary>
internal static unsafe class GemmPacking
{
    private const int Block = 8;

    /// <summary>panel[p, j] = source[p, j]; columns beyond <paramref name="columns"/> become zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<TVector, TSimd>(
        float* source, nint sourceStride, nint rows, int columns, float* panel, int width)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        if (columns < width)
        {
            for (nint p = 0; p < rows; p++)
            {
                new Span<float>(source + (p * sourceStride), columns).CopyTo(new Span<float>(panel + (p * width), width));
                new Span<float>(panel + (p * width) + columns, width - columns).Clear();
            }

            return;
        }

        if (width == TSimd.Lanes)
        {
            for (nint p = 0; p < rows; p++)
            {
                TSimd.Store(TSimd.Load(source), panel);
                source += sourceStride;
                panel += width;
            }

            return;
        }

        for (nint p = 0; p < rows; p++)
        {
            TSimd.Store(TSimd.Load(source), panel);
            TSimd.Store(TSimd.Load(source + TSimd.Lanes), panel + TSimd.Lanes);
            source += sourceStride;
            panel += width;
        }
    }

    /// <summary>panel[p, j] = sources[p][column + j]; columns beyond <paramref name="columns"/> become zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<TVector, TSimd>(float** sources, nint column, nint rows, int columns, float* panel, int width)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        for (nint p = 0; p < rows; p++)
        {
            float* source = sources[p] + column;
            if (columns < width)
            {
                new Span<float>(source, columns).CopyTo(new Span<float>(panel, width));
                new Span<float>(panel + columns, width - columns).Clear();
            }
            else
            {
                TSimd.Store(TSimd.Load(source), panel);
                if (width > TSimd.Lanes)
                    TSimd.Store(TSimd.Load(source + TSimd.Lanes), panel + TSimd.Lanes);
            }

            panel += width;
        }
    }

    /// <summary>panel[p, j] = source[j, p]; columns beyond <paramref name="columns"/> become zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* source, nint sourceStride, nint rows, int columns, float* panel, int width)
    {
        if (columns < width)
        {
            for (nint p = 0; p < rows; p++)
                new Span<float>(panel + (p * width) + columns, width - columns).Clear();
        }

        int j = 0;
        if (Avx.IsSupported)
        {
            for (; j + Block <= columns; j += Block)
            {
                float* from = source + (j * sourceStride);
                nint p = 0;
                for (; p + Block <= rows; p += Block)
                    TransposeBlock(from + p, sourceStride, panel + (p * width) + j, width);
                TransposePlain(from + p, sourceStride, rows - p, Block, panel + (p * width) + j, width);
            }
        }

        TransposePlain(source + (j * sourceStride), sourceStride, rows, columns - j, panel + j, width);
    }

    /// <summary>The bias of a panel's columns, filled up with zeros to the panel's width.</summary>
    public static float* PadBias(float* bias, int columns, int width)
    {
        if (columns == width)
            return bias;

        float* padded = Scratch.Floats(ScratchSlot.Bias, width);
        new Span<float>(padded, width).Clear();
        new Span<float>(bias, columns).CopyTo(new Span<float>(padded, columns));
        return padded;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposePlain(
        float* source, nint sourceStride, nint rows, int columns, float* panel, int width)
    {
        for (nint p = 0; p < rows; p++)
        {
            for (int j = 0; j < columns; j++)
                panel[(p * width) + j] = source[(j * sourceStride) + p];
        }
    }

    /// <summary>Transposes 8 x 8 numbers: pairs, then fours, then halves change places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeBlock(float* source, nint sourceStride, float* target, int targetStride)
    {
        Vector256<float> r0 = Vector256.Load(source), r1 = Vector256.Load(source + sourceStride);
        Vector256<float> r2 = Vector256.Load(source + (2 * sourceStride)), r3 = Vector256.Load(source + (3 * sourceStride));
        Vector256<float> r4 = Vector256.Load(source + (4 * sourceStride)), r5 = Vector256.Load(source + (5 * sourceStride));
        Vector256<float> r6 = Vector256.Load(source + (6 * sourceStride)), r7 = Vector256.Load(source + (7 * sourceStride));

        Vector256<float> p0 = Avx.UnpackLow(r0, r1), p1 = Avx.UnpackHigh(r0, r1);
        Vector256<float> p2 = Avx.UnpackLow(r2, r3), p3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> p4 = Avx.UnpackLow(r4, r5), p5 = Avx.UnpackHigh(r4, r5);
        Vector256<float> p6 = Avx.UnpackLow(r6, r7), p7 = Avx.UnpackHigh(r6, r7);

        Vector256<float> q0 = Avx.Shuffle(p0, p2, 0x44), q1 = Avx.Shuffle(p0, p2, 0xEE);
        Vector256<float> q2 = Avx.Shuffle(p1, p3, 0x44), q3 = Avx.Shuffle(p1, p3, 0xEE);
        Vector256<float> q4 = Avx.Shuffle(p4, p6, 0x44), q5 = Avx.Shuffle(p4, p6, 0xEE);
        Vector256<float> q6 = Avx.Shuffle(p5, p7, 0x44), q7 = Avx.Shuffle(p5, p7, 0xEE);

        Avx.Permute2x128(q0, q4, 0x20).Store(target);
        Avx.Permute2x128(q1, q5, 0x20).Store(target + targetStride);
        Avx.Permute2x128(q2, q6, 0x20).Store(target + (2 * targetStride));
        Avx.Permute2x128(q3, q7, 0x20).Store(target + (3 * targetStride));
        Avx.Permute2x128(q0, q4, 0x31).Store(target + (4 * targetStride));
        Avx.Permute2x128(q1, q5, 0x31).Store(target + (5 * targetStride));
        Avx.Permute2x128(q2, q6, 0x31).Store(target + (6 * targetStride));
        Avx.Permute2x128(q3, q7, 0x31).Store(target + (7 * targetStride));
    }
}
