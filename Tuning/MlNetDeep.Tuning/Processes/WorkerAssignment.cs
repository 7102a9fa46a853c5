using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MlNetDeep.Tuning;

/// <summary>What a process that was started as a worker is to do; it finds it in its environment.</summary>
/// <param name="Worker">The worker's index.</param>
/// <param name="Workers">How many workers there are.</param>
/// <param name="Call">Which call of OptimizeWithProcesses of the program it works for, from 0: those before it were done by others.</param>
/// <param name="BegunBefore">How many trials of the study had begun before that call.</param>
/// <param name="Timeout">For how long trials may still start, in seconds; null for no limit.</param>
/// <param name="Result">The file for <see cref="WorkerResult"/>.</param>
internal sealed record WorkerAssignment(int Worker, int Workers, int Call, int BegunBefore, double? Timeout, string Result)
{
    private const string Index = "MLNETDEEP_WORKER", Assignment = "MLNETDEEP_WORKER_CALL";

    private static int s_calls;

    /// <summary>The assignment of this process; null when it is no worker.</summary>
    public static WorkerAssignment? Current { get; } = Environment.GetEnvironmentVariable(Assignment) is { Length: > 0 } text ? JsonSerializer.Deserialize<WorkerAssignment>(text) : null;

    /// <summary>Counts the calls of OptimizeWithProcesses, which come in the same order in every process.</summary>
    public static int NextCall() => Interlocked.Increment(ref s_calls) - 1;

    /// <summary>Starts this program once more.</summary>
    public Process Start(IReadOnlyList<string>? arguments)
    {
        string[] line = Environment.GetCommandLineArgs();
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("the path of this program is not known, so it cannot be started again");
        // "dotnet app.dll" runs the host, which needs to be told the assembly; a program with an executable of its own is that one.
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet" && line[0].EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(program, [.. isHost ? new[] { line[0] } : [], .. arguments ?? line[1..]]) { RedirectStandardInput = true };
        start.Environment[Index] = Worker.ToString(CultureInfo.InvariantCulture);
        start.Environment[Assignment] = JsonSerializer.Serialize(this);
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} could not be started");
    }
}
