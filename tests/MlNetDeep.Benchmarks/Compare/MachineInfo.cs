using System.Globalization;
using System.Runtime.Intrinsics;

namespace MlNetDeep.Benchmarks.Compare;

/// <summary>What Linux tells about the machine and this process.</summary>
internal static class MachineInfo
{
    /// <summary>The threads of both sides, unless a peer is faster on one.</summary>
    public const int Threads = 2;

    /// <summary>Bytes of this process that were resident at most.</summary>
    public static long PeakMemory() => long.Parse(Field("/proc/self/status", "VmHWM").Split(' ')[0], CultureInfo.InvariantCulture) * 1024;

    /// <summary>Processes that were running or waiting, over the last minute.</summary>
    public static double LoadAverage() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    public static string Describe()
    {
        IEnumerable<string> flags = Field("/proc/cpuinfo", "flags").Split(' ')
            .Where(flag => flag.StartsWith("avx", StringComparison.Ordinal) || flag.StartsWith("fma", StringComparison.Ordinal));
        return $"{Field("/proc/cpuinfo", "model name")}, {Environment.ProcessorCount} cores, vectors of {VectorBits} bits ({string.Join(' ', flags)})";
    }

    private static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    private static string Field(string file, string name) => File.ReadLines(file)
        .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? $"no {name}";
}
