using System.Diagnostics;
using System.Globalization;
using Xunit.Runner.InProc.SystemConsole;

namespace MlNetDeep.Tuning.Tests;

/// <summary>Runs the tests, or plays a worker process of them: <c>--worker FILE TRIALS [die]</c>.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is ["--worker", string file, string trials, .. string[] rest])
            return Worker(file, int.Parse(trials, CultureInfo.InvariantCulture), dies: rest.Contains("die"));
        return args.Any(a => a is "--server" or "--internal-msbuild-node")
            ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await ConsoleRunner.Run(args);
    }

    private static int Worker(string file, int trials, bool dies)
    {
        using var storage = new SqliteStorage(file);
        Study study = Study.Open(new() { Name = "shared", Storage = storage, Sampler = new RandomSampler(), Seed = 1 });
        study.Optimize(trial =>
        {
            double x = trial.SuggestFloat("x", -5, 5);
            trial.Report(x, 0);
            if (dies && trial.Number >= 2) Process.GetCurrentProcess().Kill();
            return x * x;
        }, new() { Trials = trials, Parallelism = dies ? 1 : 2 });
        return 0;
    }
}
