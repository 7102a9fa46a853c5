using System.Diagnostics;
using System.Globalization;

namespace MlNetDeep.Tuning.Tests;

/// <summary>
/// This test program started once more as a worker of a study: <c>--worker PLACE TRIALS</c> evaluates trials until the study has so many,
/// each with a few reports.
/// </summary>
internal static class WorkerTool
{
    public const string StudyName = "shared";

    /// <summary>Opens the storage of a place: SQLite for <c>.db</c>, else a journal.</summary>
    public static IStudyStorage Open(string place) => place.EndsWith(".db", StringComparison.Ordinal) ? new SqliteStorage(place) : new JournalStorage(place);

    public static StudyOptions Options(IStudyStorage storage) => new() { Name = StudyName, Storage = storage, Sampler = new RandomSampler(), Seed = 1, MaxLostRetries = 1000 };

    public static double Evaluate(Trial trial)
    {
        double x = trial.SuggestFloat("x", -5, 5);
        for (int step = 0; step < 3; step++) trial.Report(x + step, step);
        return x * x;
    }

    /// <summary>Runs in the worker's process.</summary>
    public static int Run(string place, int trials)
    {
        IStudyStorage storage = Open(place);
        using (storage as IDisposable) Study.Open(Options(storage)).Optimize(Evaluate, new() { TotalTrials = trials });
        return 0;
    }

    public static Process Start(string place, int trials) => Process.Start(new ProcessStartInfo(
        "dotnet", [typeof(WorkerTool).Assembly.Location, "--worker", place, trials.ToString(CultureInfo.InvariantCulture)])
    { RedirectStandardError = true, RedirectStandardOutput = true })!;

    /// <summary>
    /// Runs in a program with workers of its own: <c>--search WHAT PLACE PROCESSES</c>. Its output is one line, which its workers do not write.
    /// </summary>
    public static int Search(string what, string place, int processes)
    {
        IStudyStorage storage = Open(place);
        Study first = Study.Open(new() { Name = "first", Storage = storage });
        Study study = Study.Open(Options(storage) with { HeartbeatInterval = TimeSpan.FromSeconds(1) });
        try
        {
            if (what == "two") first.OptimizeWithProcesses(processes, Evaluate, new() { Trials = 7 });
            study.OptimizeWithProcesses(processes, trial => Evaluate(what, trial), new() { Trials = what is "endless" or "stop" ? null : 40 }, new() { MaxRestarts = 3 });
            Console.WriteLine(FormattableString.Invariant($"{first.Trials.Count} {study.Trials.Count(t => t.IsFinished)} done, worker {WorkerProcess.Index?.ToString(CultureInfo.InvariantCulture) ?? "none"}"));
            return 0;
        }
        catch (WorkerFailedException e)
        {
            Console.WriteLine(e.Message);
            return 3;
        }
    }

    private static double Evaluate(string what, Trial trial)
    {
        trial.SetUserAttribute("worker", FormattableString.Invariant($"{WorkerProcess.Index} of {WorkerProcess.Count}"));
        double value = Evaluate(trial);
        if (what is "endless" or "stop") trial.CancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(5));
        if (what == "endless") trial.CancellationToken.ThrowIfCancellationRequested();
        if (what == "crash" && trial.Number is 5 or 11) Process.GetCurrentProcess().Kill();
        if (what == "crash always") Process.GetCurrentProcess().Kill();
        if (what == "stop" && trial.Number == 6) trial.Study.Stop();
        if (what == "throw" && trial.Number >= 4) throw new InvalidOperationException("no luck");
        return value;
    }

    public static Process StartSearch(string what, string place, int processes) => Process.Start(new ProcessStartInfo(
        "dotnet", [typeof(WorkerTool).Assembly.Location, "--search", what, place, processes.ToString(CultureInfo.InvariantCulture)])
    { RedirectStandardError = true, RedirectStandardOutput = true })!;

    /// <summary>Waits for the end of a worker that is to succeed.</summary>
    public static void Await(Process process)
    {
        string errors = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)), string.Create(CultureInfo.InvariantCulture, $"process {process.Id} hangs"));
        Assert.Equal((0, ""), (process.ExitCode, errors));
    }
}
