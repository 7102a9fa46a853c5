using System.Globalization;
using Xunit.Runner.InProc.SystemConsole;

namespace MlNetDeep.Tuning.Tests;

/// <summary>Runs the tests, or plays a worker process of them.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) => args switch
    {
        ["--worker", string place, string trials] => WorkerTool.Run(place, int.Parse(trials, CultureInfo.InvariantCulture)),
        ["--search", string what, string place, string processes] => WorkerTool.Search(what, place, int.Parse(processes, CultureInfo.InvariantCulture)),
        _ when args.Any(a => a is "--server" or "--internal-msbuild-node") =>
            await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await ConsoleRunner.Run(args),
    };
}
