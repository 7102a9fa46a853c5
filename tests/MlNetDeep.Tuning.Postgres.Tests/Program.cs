using System.Globalization;
using Xunit.Runner.InProc.SystemConsole;

namespace MlNetDeep.Tuning.Postgres.Tests;

/// <summary>Runs the tests, or plays a worker process of them: <c>--worker CONNECTION TRIALS</c>.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) => args switch
    {
        ["--worker", string connection, string trials] => Work(connection, int.Parse(trials, CultureInfo.InvariantCulture)),
        _ when args.Any(a => a is "--server" or "--internal-msbuild-node") =>
            await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await ConsoleRunner.Run(args),
    };

    private static int Work(string connection, int trials)
    {
        using var storage = new PostgresStorage(connection);
        Study.Open(new() { Name = "shared", Storage = storage, Sampler = new RandomSampler(), Seed = 1 }).Optimize(trial =>
        {
            double x = trial.SuggestFloat("x", -5, 5);
            for (int step = 0; step < 3; step++) trial.Report(x + step, step);
            return x * x;
        }, new() { TotalTrials = trials });
        return 0;
    }
}
