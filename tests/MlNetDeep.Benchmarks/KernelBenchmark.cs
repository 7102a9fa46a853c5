using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using MlNetDeep.Tensors;
using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Benchmarks;

/// <summary>GFLOP/s of each kernel on one thread, its share of the multiply-add peak measured in the same moment, and
/// how much faster two threads are. Every number is the median of alternating rounds.</summary>
internal static unsafe class KernelBenchmark
{
    private const int WeightCopies = 8;
    private const int Rounds = 7;
    private const double RoundSeconds = 0.02;
    private const double WarmUpSeconds = 0.15;

    /// <summary>Runs the cases whose names contain <paramref name="filter"/>.</summary>
    public static void Run(string filter)
    {
        Console.WriteLine($"{"case",-34} {"pass",-8} {"GFLOP/s",8} {"peak",6} {"share",7} {"2 thr/1",8}");
        if ("tile".Contains(filter, StringComparison.OrdinalIgnoreCase))
            MicroKernelBenchmark.Run(tile => Measure(tile.Name, tile.Kind, tile.Operations, tile.Pass));
        foreach (ConvolutionLayer layer in ConvolutionLayer.Listed)
        {
            if (layer.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))
                MeasureLayer(layer);
        }

        foreach ((int m, int n, int k, bool transA, bool transB) in GemmShapes())
        {
            string name = $"gemm {m}x{n}x{k}{(transA ? " At" : "")}{(transB ? " Bt" : "")}";
            if (name.Contains(filter, StringComparison.OrdinalIgnoreCase))
                MeasureGemm(name, m, n, k, transA, transB);
        }
    }

    private static IEnumerable<(int M, int N, int K, bool TransA, bool TransB)> GemmShapes()
    {
        foreach (int size in (int[])[256, 512, 1024, 2048])
            yield return (size, size, size, false, false);
        yield return (1024, 1024, 1024, true, false);
        yield return (1024, 1024, 1024, false, true);
        foreach ((int inputs, int outputs) in ((int, int)[])[(784, 300), (300, 100), (100, 10), (2048, 128), (2048, 512), (512, 1000)])
        {
            yield return (64, outputs, inputs, false, false);
            yield return (64, inputs, outputs, false, true);
            yield return (inputs, outputs, 64, true, false);
        }

        yield return (1, 1000, 512, false, false);
        yield return (1, 512, 2048, false, false);
    }

    private static void MeasureLayer(ConvolutionLayer layer)
    {
        Convolution2DGeometry g = layer.Geometry;
        float* input = Numbers(g.InPixels * g.C), output = Numbers(g.OutPixels * g.K), bias = Numbers(g.K);
        float* gradInput = Numbers(g.InPixels * g.C), gradWeight = Numbers(g.WeightCount), gradBias = Numbers(g.K);

        // A network's other weights push these out of the caches between two passes.
        float*[] weights = new float*[WeightCopies];
        float*[] packed = new float*[WeightCopies];
        int pass = 0, packedCount = layer.Batch == 1 ? ConvolutionKernels.PackedCount(g) : 0;
        for (int i = 0; i < WeightCopies; i++)
        {
            weights[i] = Numbers(g.WeightCount);
            packed[i] = Numbers(packedCount);
            if (packedCount > 0)
                ConvolutionKernels.Pack(g, weights[i], packed[i]);
        }

        Measure(layer.Name, "forward", g.Flops, () => ConvolutionKernels.Forward(g, input, weights[pass++ % WeightCopies], false, bias, null, FusedActivation.Relu, output));
        if (packedCount > 0)
            Measure(layer.Name, "packed", g.Flops, () => ConvolutionKernels.Forward(g, input, packed[pass++ % WeightCopies], true, bias, null, FusedActivation.Relu, output));
        Measure(layer.Name, "input", g.Flops, () => ConvolutionKernels.InputGradient(g, output, weights[pass++ % WeightCopies], gradInput));
        Measure(layer.Name, "weight", g.Flops, () => ConvolutionKernels.WeightGradient(g, input, output, gradWeight, gradBias));
    }

    private static void MeasureGemm(string name, int m, int n, int k, bool transA, bool transB)
    {
        float* a = Numbers(m * k), b = Numbers(k * n), c = Numbers(m * n);
        Measure(name, "gemm", 2.0 * m * n * k, () => Gemm.Multiply(
            m, n, k, a, transA ? m : k, transA, b, transB ? k : n, transB, c, n, false, null, FusedActivation.None));
    }

    private static void Measure(string name, string kind, double flops, Action pass)
    {
        List<double> rates = [], peaks = [], shares = [], gains = [];
        int repeats = 1;
        WarmUp(pass);
        for (int round = -1; round < Rounds; round++)
        {
            double peak = Math.Max(FmaPeak.Measure(), FmaPeak.Measure());
            (double one, double oneCpu) = Seconds(pass, repeats, 1);
            (double two, _) = Seconds(pass, repeats, 2);
            if (round < 0)
            {
                repeats = Math.Clamp((int)(RoundSeconds / Seconds(pass, 1, 1).Wall), 1, 10_000);
                continue;
            }

            double rate = flops / oneCpu / 1e9;
            rates.Add(rate);
            peaks.Add(peak);
            shares.Add(rate / peak);
            gains.Add(one / two);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-34} {kind,-8} {Median(rates),8:F1} {Median(peaks),6:F0} {Median(shares),7:P0} {Median(gains),8:F2}"));
    }

    /// <summary>Runs until the compiler has replaced its first versions of the code around the kernels.</summary>
    private static void WarmUp(Action pass)
    {
        Parallelism.MaxThreads = 2;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUpSeconds)
            pass();
    }

    /// <summary>Seconds of the clock and of the processor per pass. The processor's time tells the speed of a kernel on
    /// a machine that has other work, too; only the clock can compare numbers of threads.</summary>
    private static (double Wall, double Cpu) Seconds(Action pass, int repeats, int threads)
    {
        Parallelism.MaxThreads = threads;
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
            pass();
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (wall / repeats, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds / repeats);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    /// <summary>Numbers within [-1, 1] at an address aligned to 64 bytes. The garbage collector keeps them as long as
    /// the program runs, which is as long as the benchmark.</summary>
    internal static float* Numbers(int count)
    {
        float[] array = GC.AllocateUninitializedArray<float>(count + 16, pinned: true);
        s_alive.Add(array);
        Random random = new(1);
        foreach (ref float number in array.AsSpan())
            number = (float)((random.NextDouble() * 2) - 1);
        return (float*)(((nint)Unsafe.AsPointer(ref array[0]) + 63) & -64);
    }

    private static readonly List<float[]> s_alive = [];
}
