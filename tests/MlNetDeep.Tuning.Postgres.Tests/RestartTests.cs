using System.Diagnostics;
using System.Globalization;

namespace MlNetDeep.Tuning.Postgres.Tests;

public sealed class RestartTests
{
    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public void Workers_outlive_restarts_of_the_server_and_lose_nothing(string mode)
    {
        using var server = new PostgresServer();
        using var storage = new PostgresStorage(server.Connection);
        Study study = Study.Open(new() { Name = "shared", Storage = storage });
        Process[] workers = [.. Enumerable.Range(0, 3).Select(_ => Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(RestartTests).Assembly.Location, "--worker", server.Connection, "300"]) { RedirectStandardError = true })!)];
        for (int restart = 1; restart <= 3; restart++)
        {
            var wait = Stopwatch.StartNew();
            while (study.Trials.Count < restart * 60 && wait.Elapsed < TimeSpan.FromMinutes(1)) Thread.Yield();
            server.Restart(mode);
        }
        foreach (Process worker in workers)
        {
            string errors = worker.StandardError.ReadToEnd();
            Assert.True(worker.WaitForExit(TimeSpan.FromMinutes(1)), string.Create(CultureInfo.InvariantCulture, $"process {worker.Id} hangs"));
            Assert.Equal((0, ""), (worker.ExitCode, errors));
            worker.Dispose();
        }
        Assert.Equal(Enumerable.Range(0, 300), study.Trials.Select(t => t.Number));
        Assert.All(study.Trials, t => Assert.Equal((TrialState.Complete, 3), (t.State, t.IntermediateValues.Length)));
        Assert.Equal(300, study.Trials.Select(t => t.Value).Distinct().Count());
    }
}
