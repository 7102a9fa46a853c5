using System.Diagnostics;
using MlNetDeep.Tuning.Postgres.Tests;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace MlNetDeep.Tuning.Postgres.Tests;

/// <summary>
/// A PostgreSQL server of the tests' own, in a temporary folder and reachable only through a socket there. Tests that ask for it are
/// skipped where Debian's package is not installed.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private readonly Lazy<string?> _folder;
    private int _schemas;

    public PostgresServer() => _folder = new Lazy<string?>(Start);

    /// <summary>How to reach the server's database.</summary>
    public string Connection => $"Host={Folder};Username=postgres;Database=postgres";

    private string Folder
    {
        get
        {
            Assert.SkipUnless(Binaries() is not null, "needs PostgreSQL: apt-get install postgresql");
            return _folder.Value!;
        }
    }

    /// <summary>The name of a schema that no other test uses.</summary>
    public string NewSchema() => FormattableString.Invariant($"test_{Interlocked.Increment(ref _schemas)}");

    /// <summary>Stops the server and starts it again.</summary>
    /// <param name="mode"><c>fast</c> ends connections in good order, <c>immediate</c> as a crash does.</param>
    public void Restart(string mode) => Run("pg_ctl", "restart", "-w", "-D", Path.Combine(Folder, "data"), "-m", mode, "-l", Path.Combine(Folder, "log"));

    public void Dispose()
    {
        if (!_folder.IsValueCreated || _folder.Value is not { } folder) return;
        Run("pg_ctl", "stop", "-w", "-D", Path.Combine(folder, "data"), "-m", "immediate");
        Directory.Delete(folder, recursive: true);
    }

    private static string? Start()
    {
        if (Binaries() is null) return null;
        string folder = Directory.CreateTempSubdirectory("mlnetdeep-pg-").FullName, data = Path.Combine(folder, "data");
        if (IsRoot) Execute("chown", "postgres", folder);
        Run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        // Without fsync what is committed outlives the server, and only a failure of the power would lose it.
        Run("pg_ctl", "start", "-w", "-D", data, "-l", Path.Combine(folder, "log"), "-o", $"-k {folder} -c listen_addresses='' -c fsync=off");
        return folder;
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static string? Binaries() => !Directory.Exists("/usr/lib/postgresql") ? null
        : Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max(StringComparer.Ordinal);

    // The server refuses to run as root.
    private static void Run(string program, params string[] arguments)
    {
        string path = Path.Combine(Binaries()!, program);
        if (IsRoot) Execute("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else Execute(path, arguments);
    }

    private static void Execute(string program, params string[] arguments)
    {
        // The server inherits what its starter has open, and would hold a pipe open for ever: its words go to a file.
        string log = Path.GetTempFileName();
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; cd /; exec \"$@\" >\"$log\" 2>&1", "sh", log, program, .. arguments]))!;
            Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)), $"{program} hangs");
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {File.ReadAllText(log)}");
        }
        finally
        {
            File.Delete(log);
        }
    }
}
