using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MlNetDeep.Tuning;

/// <summary>
/// Who runs a trial, in a form that another process can check. A process number alone is not enough: it is used again after a
/// restart, and containers with one host name count their processes apart.
/// </summary>
internal sealed record WorkerId(string Machine, int Process, string ProcessStart, int Instance)
{
    private static int s_instances;

    public static WorkerId Create() => new(ThisMachine(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? "", Interlocked.Increment(ref s_instances));

    /// <summary>Reads what <see cref="ToString"/> wrote; null for any other text.</summary>
    public static WorkerId? Parse(string text) =>
        text.Split('|') is [string machine, string process, string start, string instance]
        && int.TryParse(process, NumberStyles.Integer, CultureInfo.InvariantCulture, out int id)
        && int.TryParse(instance, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number)
            ? new WorkerId(machine, id, start, number) : null;

    /// <summary>Whether the worker's process still runs; null when that cannot be told: it is on another machine, or its start is not known.</summary>
    public bool? IsAlive() => Machine != ThisMachine() || ProcessStart.Length == 0 ? null : StartOf(Process) == ProcessStart;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Machine}|{Process}|{ProcessStart}|{Instance}");

    public static string ThisMachine()
    {
        string name = Environment.MachineName.Replace('|', '_');
        string? processes = OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/pid").LinkTarget : null;
        return processes is null ? name : $"{name} {processes}";
    }

    // Linux states the start in ticks since boot, which do not move when the clock is set.
    private static string? StartOf(int process)
    {
        if (OperatingSystem.IsLinux()) return LinuxStartOf(process);
        try
        {
            using Process running = System.Diagnostics.Process.GetProcessById(process);
            return running.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    private static string? LinuxStartOf(int process)
    {
        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            // The second field is the command in parentheses and may hold anything; the start is the 22nd.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : fields[19];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
