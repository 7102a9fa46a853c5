using System.Globalization;
using System.Text.Json.Nodes;
using MlNetDeep.Tuning;

namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>How good the best value is after so many evaluations: medians over seeds, beside the peers'.</summary>
internal static class QualityBenchmark
{
    private static readonly int[] s_checkpoints = [25, 50, 100, 200];

    public static JsonArray Run(TunerOptions options)
    {
        TunerBaselines baselines = TunerBaselines.Load();
        var rows = new JsonArray();
        int[] checkpoints = options.Smoke ? [25] : s_checkpoints;
        Console.WriteLine($"The best value after so many evaluations: median [quartiles] of {options.Seeds} seeds; the peers' below.");
        foreach (TunerProblem problem in TunerProblem.All.Where(problem => options.Wants(problem.Name)))
        {
            Console.WriteLine($"\n{problem.Name,-26}{string.Concat(checkpoints.Select(n => $"{n,-28}"))}");
            foreach (TunerSampler sampler in TunerSampler.All.Where(sampler => options.WantsSampler(sampler.Name)))
            {
                double[][] best = Best(problem, sampler, options.Seeds, checkpoints[^1]);
                Quartiles[] ours = [.. checkpoints.Select(n => Quartiles.Of(best.Select(values => values[n - 1])))];
                Console.WriteLine($"{sampler.Name,-26}{string.Concat(ours.Select(q => $"{q,-28}"))}");
                rows.Add(Row(problem.Name, sampler.Name, options.Seeds, checkpoints, ours));
                foreach (string peer in sampler.Peers)
                {
                    Quartiles?[] theirs = [.. checkpoints.Select(n => baselines.Find(problem.Name, peer, n))];
                    if (theirs.All(cell => cell is null)) continue;
                    Console.WriteLine($"  {peer,-24}{string.Concat(theirs.Select((cell, i) => $"{(cell is { } q ? $"{q}{(ours[i].Median > q.High + 1e-9 ? " worse" : "")}" : "-"),-28}"))}");
                }
            }
        }
        return rows;
    }

    private static double[][] Best(TunerProblem problem, TunerSampler sampler, int seeds, int trials)
    {
        double[][] best = new double[seeds][];
        Parallel.For(0, seeds, seed =>
        {
            Study study = Study.Create(new() { Sampler = sampler.Create(), Seed = seed + 1 });
            study.Optimize(problem.Objective, new() { Trials = trials });
            double lowest = double.PositiveInfinity;
            best[seed] = [.. study.Trials.Select(trial => lowest = Math.Min(lowest, trial.Value))];
        });
        return best;
    }

    private static JsonObject Row(string problem, string sampler, int seeds, int[] checkpoints, Quartiles[] values)
    {
        var row = new JsonObject { ["part"] = "quality", ["problem"] = problem, ["sampler"] = sampler, ["seeds"] = seeds };
        for (int i = 0; i < checkpoints.Length; i++)
            row[checkpoints[i].ToString(CultureInfo.InvariantCulture)] = new JsonObject { ["q25"] = values[i].Low, ["median"] = values[i].Median, ["q75"] = values[i].High };
        return row;
    }
}
