using System.Text.Json.Nodes;
using MlNetDeep.Tuning;

namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>How good a search over learning curves becomes with a fixed number of epochs, by who stops trials early: medians over seeds, beside Optuna's.</summary>
internal static class PrunerBenchmark
{
    private const int Epochs = 81, Budget = 50 * Epochs, EarlyBudget = 20 * Epochs, MostTrials = 600;

    private static readonly (string Name, Func<IPruner> Create, string? Peer)[] s_pruners =
    [
        ("none", () => new NopPruner(), "none"),
        ("median", () => new MedianPruner(), "median"),
        ("percentile 25", () => new PercentilePruner(25), "pct25"),
        ("patient 3, median", () => new PatientPruner(new MedianPruner(), 3), "patient3_median"),
        ("halving 3", () => new SuccessiveHalvingPruner(1, 3), "asha3"),
        ("halving 4", () => new SuccessiveHalvingPruner(1, 4), "asha4_def"),
        ("halving 3, promoting", () => new SuccessiveHalvingPruner(1, 3, promote: true), "asha3"),
        ("hyperband 3", () => new HyperbandPruner(1, Epochs), "hyperband3"),
        ("hyperband 3, promoting", () => new HyperbandPruner(1, Epochs, promote: true), "hyperband3"),
    ];

    public static JsonArray Run(TunerOptions options)
    {
        TunerBaselines baselines = TunerBaselines.Load();
        var rows = new JsonArray();
        int seeds = options.Smoke ? 1 : 8, budget = options.Smoke ? 5 * Epochs : Budget;
        Console.WriteLine($"\nLearning curves, {budget} epochs in all, medians of {seeds} seeds: Optuna's below.");
        Console.WriteLine(FormattableString.Invariant($"{"",-36}{"trials",8}{"complete",8}{"epochs",8}  {"best [quartiles]",-30}at {EarlyBudget} epochs"));
        foreach (TunerSampler sampler in TunerSampler.All.Where(sampler => options.Samplers.Length == 0 ? sampler.Name is "random" or "tpe" or "auto" : options.WantsSampler(sampler.Name)))
        {
            foreach ((string name, Func<IPruner> create, string? peer) in s_pruners)
            {
                var runs = new Search[seeds];
                Parallel.For(0, seeds, seed => runs[seed] = Search.Run(sampler.Create(), create(), seed + 1, budget));
                double Median(Func<Search, double> value) => Quartiles.Of(runs.Select(value)).Median;
                double early = Median(run => run.Early);
                var ours = new PrunerBaseline(
                    Median(run => run.Trials), Median(run => run.Completed), Median(run => run.Spent), Quartiles.Of(runs.Select(run => run.Best)), double.IsFinite(early) ? early : null);
                Console.WriteLine($"{sampler.Name + " / " + name,-36}{ours}");
                PrunerBaseline? theirs = peer is null ? null : baselines.Pruner(FormattableString.Invariant($"{(sampler.Name == "random" ? "random" : "tpe")}/{peer}"));
                if (theirs is not null) Console.WriteLine($"{"  Optuna",-36}{theirs}");
                rows.Add(new JsonObject
                {
                    ["part"] = "pruners",
                    ["sampler"] = sampler.Name,
                    ["pruner"] = name,
                    ["budget"] = budget,
                    ["trials"] = ours.Trials,
                    ["completed"] = ours.Completed,
                    ["epochs"] = ours.Epochs,
                    ["q25"] = ours.Best.Low,
                    ["median"] = ours.Best.Median,
                    ["q75"] = ours.Best.High,
                    ["early"] = ours.Early,
                    ["optuna"] = theirs?.Best.Median,
                    ["optunaEarly"] = theirs?.Early,
                });
            }
        }
        return rows;
    }

    /// <summary>What a search reached; infinite where no trial was complete.</summary>
    private sealed record Search(int Trials, int Completed, int Spent, double Best, double Early)
    {
        public static Search Run(ISampler sampler, IPruner pruner, int seed, int budget)
        {
            Study study = Study.Create(new() { Sampler = sampler, Pruner = pruner, Seed = seed });
            int spent = 0;
            double best = double.PositiveInfinity, early = double.PositiveInfinity;
            study.Optimize(trial =>
            {
                SyntheticNetwork network = SyntheticNetwork.Suggest(trial);
                double error = double.NaN;
                // A trial that was paused goes on from its checkpoint.
                for (int epoch = (trial.ResumedAfterStep ?? 0) + 1; epoch <= Epochs; epoch++)
                {
                    error = network.Error(epoch);
                    spent++;
                    trial.Report(error, epoch);
                    if (epoch < Epochs) trial.ThrowIfPruned();
                }
                best = Math.Min(best, error);
                if (spent <= EarlyBudget) early = Math.Min(early, error);
                return error;
            }, new() { Callbacks = [(own, trial) => { if (spent >= budget || own.Trials.Count >= MostTrials) own.Stop(); }] });
            return new Search(study.Trials.Count, study.GetTrials(TrialState.Complete).Count, spent, best, early);
        }
    }
}
