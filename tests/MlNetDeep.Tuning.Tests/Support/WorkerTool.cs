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

    public static StudyOptions Options(IStudyStorage storage) => new() { Name = StudyName, Storage = storage, Seed = 1, MaxLostRetries = 1000 };

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
        "dotnet", [typeof(WorkerTool).Assembly.Location, "--worker", place, trials.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true, RedirectStandardOutput = true })!;

    /// <summary>Waits for the end of a worker that is to succeed.</summary>
    public static void Await(Process process)
    {
        string errors = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)), string.Create(CultureInfo.InvariantCulture, $"process {process.Id} hangs"));
        Assert.Equal((0, ""), (process.ExitCode, errors));
    }
}
