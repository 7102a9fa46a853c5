using System.Diagnostics;

namespace MlNetDeep.Benchmarks.Cases;

/// <summary>Seconds of the clock per call.</summary>
internal static class Timing
{
    private const int MaximumRepeats = 100_000;

    /// <summary>Calls <paramref name="action"/> until it is warm, then until the effort is spent; the median.</summary>
    public static double Median(Effort effort, Action action)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            action();
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < effort.WarmUpSeconds);

        var seconds = new List<double>();
        start = Stopwatch.GetTimestamp();
        while (seconds.Count < effort.MinimumRepeats
            || (seconds.Count < MaximumRepeats && Stopwatch.GetElapsedTime(start).TotalSeconds < effort.Seconds))
        {
            long before = Stopwatch.GetTimestamp();
            action();
            seconds.Add(Stopwatch.GetElapsedTime(before).TotalSeconds);
        }

        return Statistics.Median(seconds);
    }
}
