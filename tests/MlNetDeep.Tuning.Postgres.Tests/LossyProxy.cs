using System.Net.Sockets;

namespace MlNetDeep.Tuning.Postgres.Tests;

/// <summary>
/// Stands between a program and the server and, when told, breaks the connection at the next commit: before the server has got it, or
/// after it was made but before the program has the answer.
/// </summary>
internal sealed class LossyProxy : IDisposable
{
    private const string SocketName = ".s.PGSQL.5432";

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly UnixDomainSocketEndPoint _server;
    private readonly bool _reachesServer;
    private int _armed, _broken;

    public LossyProxy(string serverFolder, string folder, bool reachesServer)
    {
        (_server, _reachesServer) = (new UnixDomainSocketEndPoint(Path.Combine(serverFolder, SocketName)), reachesServer);
        _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, SocketName)));
        _listener.Listen();
        StartThread(Accept);
        Connection = $"Host={folder};Username=postgres;Database=postgres";
    }

    /// <summary>How to reach the server through the proxy.</summary>
    public string Connection { get; }

    /// <summary>How many connections were broken at a commit.</summary>
    public int Broken => Volatile.Read(ref _broken);

    /// <summary>Breaks the connection at the next commit.</summary>
    public void BreakNextCommit() => Volatile.Write(ref _armed, 1);

    public void Dispose() => _listener.Dispose();

    private static void StartThread(Action work) => new Thread(() =>
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other thread of the connection, or the end of the test, closed the socket.
        }
    })
    { IsBackground = true }.Start();

    private void Accept()
    {
        while (true)
        {
            Socket program = _listener.Accept(), server = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            server.Connect(_server);
            bool swallows = false;
            StartThread(() => Pump(program, server, bytes =>
            {
                if (bytes.IndexOf("COMMIT"u8) < 0 || Interlocked.Exchange(ref _armed, 0) == 0) return true;
                if (_reachesServer) Volatile.Write(ref swallows, true);   // its answer comes next
                else Interlocked.Increment(ref _broken);
                return _reachesServer;
            }));
            StartThread(() => Pump(server, program, _ =>
            {
                if (!Volatile.Read(ref swallows)) return true;
                Interlocked.Increment(ref _broken);
                return false;
            }));
        }
    }

    private static void Pump(Socket from, Socket to, Func<ReadOnlySpan<byte>, bool> passes)
    {
        using (from)
        using (to)
        {
            byte[] buffer = new byte[1 << 16];
            while (from.Receive(buffer) is > 0 and int count && passes(buffer.AsSpan(0, count))) to.Send(buffer, 0, count, SocketFlags.None);
        }
    }
}
