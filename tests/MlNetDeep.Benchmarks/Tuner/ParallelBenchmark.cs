using System.Diagnostics;
using System.Text.Json.Nodes;
using MlNetDeep.Tuning;

namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>How much sooner a search with an objective that computes is done with several trials at a time.</summary>
internal static class ParallelBenchmark
{
    public static JsonArray Run(TunerOptions options)
    {
        (int trials, int rounds, int repeats) = options.Smoke ? (4, 200_000, 1) : (16, 100_000_000, 5);
        double[] ratios = new double[repeats];
        _ = Seconds(1, trials, 1000);   // compiled by now
        for (int i = 0; i < repeats; i++)
        {
            // Alternating, so that both see the same machine.
            double one = Seconds(1, trials, rounds), two = Seconds(2, trials, rounds);
            ratios[i] = one / two;
        }
        Quartiles quartiles = Quartiles.Of(ratios);
        Console.WriteLine($"\nTwo trials at a time instead of one, {trials} trials that only compute: so many times sooner done, median [quartiles] of {repeats}: {quartiles}");
        return [new JsonObject { ["part"] = "parallel", ["parallelism"] = 2, ["cores"] = Environment.ProcessorCount, ["speedup"] = quartiles.Median }];
    }

    private static double Seconds(int parallelism, int trials, int rounds)
    {
        Study study = Study.Create(new());
        long start = Stopwatch.GetTimestamp();
        study.Optimize(trial => Compute((ulong)trial.SuggestInt("seed", 1, 1_000_000), rounds), new() { Trials = trials, Parallelism = parallelism });
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Compute(ulong state, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
        }
        return state * (1.0 / ulong.MaxValue);
    }
}
