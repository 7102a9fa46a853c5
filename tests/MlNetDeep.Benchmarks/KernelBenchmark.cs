using System.Diagnostics;
using System.Runtime.Intrinsics;
using MlNetDeep.Tensors.Backends.Cpu.Kernels;
namespace MlNetDeep.Benchmarks;
internal static unsafe class KernelBenchmark
{
    public static void Run(string[] a)
    {
        float* input = Scratch.Floats(ScratchSlot.Partials, 64*1024);
        float* panel = Scratch.Floats(ScratchSlot.Panel, 64*1024);
        float* output = Scratch.Floats(ScratchSlot.Rows, 64*1024);
        float** rows = Scratch.Pointers(ScratchSlot.InputPointers, 1024);
        float** outs = Scratch.Pointers(ScratchSlot.OutputPointers, 1024);
        foreach (int c in new[] {32, 64, 128})
        {
        for (int t = 0; t < 9; t++) for (int i = 0; i < 14; i++) rows[t*16+i] = input + (t*16+i)*c;
        for (int i = 0; i < 14; i++) outs[i] = output + i*32;
        var args = new GemmTileArguments { Left = rows, TapStride = 16, Taps = 9, First = 0, Count = c, Panel = panel, PanelStride = 32, Outputs = outs, Columns = 32 };
        foreach (int h in new[] {14, 8, 4}) foreach (int cols in new[]{32,16})
        {
            args.Columns = cols;
            double best = 0;
            for (int rep = 0; rep < 30; rep++)
            {
                double peak = FmaPeak.Measure();
                long s = Stopwatch.GetTimestamp();
                for (int q = 0; q < 100; q++) GemmTiles.MultiplyRows<Vector512<float>, Simd512>(h, ref args);
                double g = 2.0*h*cols*9*c*100/Stopwatch.GetElapsedTime(s).TotalSeconds/1e9;
                best = Math.Max(best, g/peak);
            }
            Console.WriteLine($"row {h}x{cols} c={c} {best:P1}");
        }
        args.Columns = 32;
        args.Taps = 1; args.Count = 128;
        for (int i = 0; i < 128; i++) rows[i] = input + i*32;
        foreach (int h in new[] {14, 8, 4}) foreach (int cols in new[]{32,16})
        {
            args.Columns = cols;
            double best = 0;
            for (int rep = 0; rep < 30; rep++)
            {
                double peak = FmaPeak.Measure();
                long s = Stopwatch.GetTimestamp();
                for (int q = 0; q < 100; q++) GemmTiles.MultiplyPoints<Vector512<float>, Simd512>(h, ref args);
                double g = 2.0*h*cols*128*100/Stopwatch.GetElapsedTime(s).TotalSeconds/1e9;
                best = Math.Max(best, g/peak);
            }
            Console.WriteLine($"point {h}x{cols} {best:P1} peak {FmaPeak.Measure():f0}");
        }
        }
    }
}
