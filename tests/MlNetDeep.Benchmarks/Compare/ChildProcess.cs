using System.Diagnostics;

namespace MlNetDeep.Benchmarks.Compare;

/// <summary>Runs a program to its end.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <summary>The last line that the program writes. What it writes to standard error is shown when it fails.</summary>
    public static string LastLine(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // It would make OpenBLAS use the kernels of an older processor.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        using Process process = Process.Start(start) ?? throw new CompareException($"{program} did not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new CompareException($"{program} {string.Join(' ', arguments)} did not end within {Limit}");
        }

        string[] lines = output.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return process.ExitCode == 0 && lines.Length > 0
            ? lines[^1]
            : throw new CompareException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {errors.Result.Trim()}");
    }
}
