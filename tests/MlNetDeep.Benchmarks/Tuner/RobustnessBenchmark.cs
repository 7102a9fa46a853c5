using System.Diagnostics;
using System.Text.Json.Nodes;
using MlNetDeep.Tuning;

namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>
/// Processes that share a study in a file: four of them do 400 trials, and workers are killed at random moments. Any deviation (an
/// unreadable file, a number given twice, a trial lost or not repeated) ends the program.
/// </summary>
internal static class RobustnessBenchmark
{
    private const string Name = "shared";

    public static JsonArray Run(TunerOptions options)
    {
        var rows = new JsonArray();
        (int trials, int kills) = options.Smoke ? (40, 2) : (400, 50);
        Console.WriteLine("\nProcesses on one file: four share the trials; workers are killed at random moments.");
        foreach (string storage in new[] { "sqlite", "journal" })
        {
            string folder = Directory.CreateTempSubdirectory("mlnetdeep-robustness").FullName;
            try
            {
                double seconds = Share(storage, Path.Combine(folder, "shared"), trials);
                (int lost, int completed) = Kill(storage, Path.Combine(folder, "killed"), kills);
                Console.WriteLine(FormattableString.Invariant($"{storage,-10}{trials} trials by 4 processes in {seconds:0.0} s; {kills} kills: {completed} trials complete, {lost} were running, all of them repeated"));
                rows.Add(new JsonObject { ["part"] = "robustness", ["storage"] = storage, ["trials"] = trials, ["seconds"] = seconds, ["kills"] = kills, ["lost"] = lost, ["completed"] = completed });
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        return rows;
    }

    /// <summary>What a worker process does.</summary>
    public static void Work(string storage, string path, int trials)
    {
        IStudyStorage store = TunerStorage.Create(storage, path);
        using (store as IDisposable) Study.Open(Options(store)).Optimize(Evaluate, new() { TotalTrials = trials });
    }

    private static double Share(string storage, string path, int trials)
    {
        long start = Stopwatch.GetTimestamp();
        Process[] workers = [.. Enumerable.Range(0, 4).Select(_ => Start(storage, path, trials))];
        foreach (Process worker in workers)
        {
            worker.WaitForExit();
            Demand(worker.ExitCode == 0, "a worker failed");
            worker.Dispose();
        }
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        IReadOnlyList<TrialRecord> done = Read(storage, path);
        Demand(done.Count == trials && done.All(trial => trial.State == TrialState.Complete), "trials were lost, or too many");
        Demand(done.Select(trial => trial.Parameters["x"].Internal).Distinct().Count() == trials, "parameters were evaluated twice");
        return seconds;
    }

    private static (int Lost, int Completed) Kill(string storage, string path, int kills)
    {
        IReadOnlyList<TrialRecord> before = [];
        for (int kill = 0; kill < kills; kill++)
        {
            using Process worker = Start(storage, path, int.MaxValue);
            // Long enough to start and evaluate some trials; where in a trial it ends is chance.
            worker.WaitForExit(TimeSpan.FromMilliseconds(300 + 700 * CounterRandom.Uniform(1, kill, storage)));
            worker.Kill();
            worker.WaitForExit();
            IReadOnlyList<TrialRecord> after = Read(storage, path);
            Demand(after.Select((trial, i) => trial.Number == i).All(isRight => isRight), "a number is missing or there twice");
            Demand(after.Count(trial => trial.State == TrialState.Running) <= 1, "more than the running trial was lost");
            Demand(before.Where(trial => trial.IsFinished).All(trial => after[trial.Number].State == trial.State && after[trial.Number].Value.Equals(trial.Value)), "a finished trial changed");
            before = after;
        }
        IStudyStorage store = TunerStorage.Create(storage, path);
        using (store as IDisposable)
        {
            Study study = Study.Open(Options(store));
            study.Optimize(Evaluate, new() { TotalTrials = before.Count(trial => trial.State == TrialState.Complete) + 2 });
            TrialRecord[] lost = [.. study.GetTrials(TrialState.Failed)];
            foreach (TrialRecord trial in lost)
            {
                TrialRecord[] repetitions = [.. study.Trials.Where(other => other.RetryOf == trial.Number)];
                Demand(repetitions.Length == 1, $"trial {trial.Number} was repeated {repetitions.Length} times");
                Demand(trial.Parameters.All(p => repetitions[0].Parameters.TryGetValue(p.Key, out ParameterValue value) ? value == p.Value : Equals(repetitions[0].Fixed[p.Key], p.Value.Value)), $"trial {trial.Number} was repeated with other parameters");
            }
            Demand(study.GetTrials(TrialState.Running, TrialState.Waiting).Count == 0, "a trial was left over");
            return (lost.Length, study.GetTrials(TrialState.Complete).Count);
        }
    }

    private static double Evaluate(Trial trial)
    {
        double x = trial.SuggestFloat("x", -5, 5);
        for (int step = 0; step < 3; step++) trial.Report(x + step, step);
        return x * x;
    }

    private static StudyOptions Options(IStudyStorage store) => new() { Name = Name, Storage = store, Seed = 1, MaxLostRetries = 1000 };

    private static IReadOnlyList<TrialRecord> Read(string storage, string path)
    {
        IStudyStorage store = TunerStorage.Create(storage, path);
        using (store as IDisposable) return Study.Open(Options(store)).Trials;
    }

    private static Process Start(string storage, string path, int trials) =>
        Process.Start("dotnet", [typeof(RobustnessBenchmark).Assembly.Location, "tuner-worker", storage, path, FormattableString.Invariant($"{trials}")]);

    private static void Demand(bool isSo, string otherwise)
    {
        if (!isSo) throw new Compare.CompareException(otherwise);
    }
}
