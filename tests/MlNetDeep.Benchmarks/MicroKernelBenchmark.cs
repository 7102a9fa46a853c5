using System.Runtime.Intrinsics;
using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Benchmarks;

/// <summary>The register tiles alone, on operands that the first- and second-level caches hold: the gate that a kernel
/// around them cannot exceed.</summary>
internal static unsafe class MicroKernelBenchmark
{
    private const int Taps = 9;
    private const int Channels = 64;
    private const int Points = 256;
    private const int TilesPerPass = 100;

    /// <summary>Hands every tile of the widest vectors to <paramref name="measure"/>.</summary>
    public static void Run(Action<MicroKernelCase> measure)
    {
        if (Vector512.IsHardwareAccelerated)
            Run<Vector512<float>, Simd512>(measure);
        else if (Vector256.IsHardwareAccelerated)
            Run<Vector256<float>, Simd256>(measure);
        else
            Run<Vector128<float>, Simd128>(measure);
    }

    private static void Run<TVector, TSimd>(Action<MicroKernelCase> measure)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        const int stride = ConvolutionAddresses.TapStride;
        float* input = KernelBenchmark.Numbers(Taps * stride * Channels);
        float* points = KernelBenchmark.Numbers(Points * Channels);
        float* panel = KernelBenchmark.Numbers(Taps * Channels * 2 * TSimd.Lanes);
        float* output = KernelBenchmark.Numbers(stride * 2 * TSimd.Lanes);
        float** rowAddresses = Scratch.Pointers(ScratchSlot.InputPointers, (Taps * stride) + Points + stride);
        float** pointAddresses = rowAddresses + (Taps * stride);
        float** outputs = pointAddresses + Points;
        int* tapNumbers = Scratch.Values<int>(ScratchSlot.GridTaps, Taps);
        for (int i = 0; i < Taps; i++)
            tapNumbers[i] = i;
        for (int i = 0; i < Taps * stride; i++)
            rowAddresses[i] = input + (i * Channels);
        for (int i = 0; i < Points; i++)
            pointAddresses[i] = points + (i * Channels);
        for (int i = 0; i < stride; i++)
            outputs[i] = output + (i * 2 * TSimd.Lanes);

        foreach (int rows in (int[])[TSimd.TileRows, 8, 4])
        {
            if (rows > TSimd.TileRows)
                continue;

            foreach (int columns in (int[])[2 * TSimd.Lanes, TSimd.Lanes])
            {
                string name = $"tile {rows}x{columns}";
                // Fewer independent sums than eight wait for each other, and one product per broadcast waits for the loads.
                bool isGated = columns > TSimd.Lanes && rows * columns / TSimd.Lanes >= 8;
                measure(new(name, "rows", 2.0 * TilesPerPass * rows * columns * Taps * Channels, isGated, () =>
                {
                    GemmTileArguments arguments = Arguments(rowAddresses, panel, outputs, columns);
                    arguments.TapStride = stride;
                    arguments.Taps = Taps;
                    arguments.TapNumbers = tapNumbers;
                    arguments.TapPanelStride = Channels * columns;
                    arguments.Count = Channels;
                    for (int i = 0; i < TilesPerPass; i++)
                        GemmTiles.MultiplyRows<TVector, TSimd>(rows, ref arguments);
                }));
                measure(new(name, "points", 2.0 * TilesPerPass * rows * columns * Points, isGated, () =>
                {
                    GemmTileArguments arguments = Arguments(pointAddresses, panel, outputs, columns);
                    arguments.Count = Points;
                    for (int i = 0; i < TilesPerPass; i++)
                        GemmTiles.MultiplyPoints<TVector, TSimd>(rows, ref arguments);
                }));
            }
        }
    }

    private static GemmTileArguments Arguments(float** left, float* panel, float** outputs, int columns) => new()
    {
        Left = left,
        Panel = panel,
        PanelStride = columns,
        Outputs = outputs,
        Columns = columns,
    };
}
