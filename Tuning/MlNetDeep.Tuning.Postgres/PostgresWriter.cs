using System.Diagnostics;
using Npgsql;

namespace MlNetDeep.Tuning.Postgres;

/// <summary>
/// Commits batches of writes, each exactly once, though the connection may break at any moment. Within its transaction every batch sets
/// its number in a row of this writer. When a connection breaks during a commit, that row tells whether it was made.
/// </summary>
internal sealed class PostgresWriter(NpgsqlDataSource source, TimeSpan retryFor) : IDisposable
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(1);

    private readonly string _id = Guid.NewGuid().ToString("N");
    private PostgresSession? _session;
    private bool _isRegistered;
    private long _batch;

    /// <summary>Runs work again while the server cannot be reached, for at most the given time.</summary>
    public static T Retry<T>(TimeSpan retryFor, Func<T> work)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan pause = TimeSpan.FromMilliseconds(10);
        while (true)
        {
            try
            {
                return work();
            }
            catch (NpgsqlException e) when (IsPassing(e) && Stopwatch.GetElapsedTime(start) < retryFor)
            {
                Thread.Sleep(pause);
                pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
            }
        }
    }

    public void Commit(IReadOnlyList<GroupCommit<PostgresSession>.IWrite> batch)
    {
        long number = ++_batch;
        bool isInDoubt = false;
        Retry(retryFor, () =>
        {
            try
            {
                PostgresSession session = Open();
                // Waits for the row, should the server still be at work on the broken connection's commit.
                if (isInDoubt && session.Number("SELECT batch FROM writers WHERE id = $1 FOR UPDATE", _id) == number) return true;
                using NpgsqlTransaction transaction = session.Connection.BeginTransaction();
                session.Execute("UPDATE writers SET batch = $2, seen = now() WHERE id = $1", _id, number);
                foreach (GroupCommit<PostgresSession>.IWrite write in batch) write.Run(session);
                isInDoubt = true;
                transaction.Commit();
                return true;
            }
            catch (NpgsqlException)
            {
                Close();
                throw;
            }
        });
    }

    public void Dispose()
    {
        try
        {
            if (_isRegistered) Open().Execute("DELETE FROM writers WHERE id = $1", _id);
        }
        catch (NpgsqlException)
        {
            // Somebody removes it after some days.
        }
        Close();
    }

    private static bool IsPassing(NpgsqlException e) => e.IsTransient || e.SqlState is "57P01" or "57P02" or "57P03";   // shut down, crashed, starting

    private PostgresSession Open()
    {
        if (_session is not null) return _session;
        _session = new PostgresSession(source.OpenConnection());
        _isRegistered |= _session.Execute("INSERT INTO writers (id, batch) VALUES ($1, 0) ON CONFLICT (id) DO NOTHING", _id) > 0;
        return _session;
    }

    private void Close()
    {
        _session?.Dispose();
        _session = null;
    }
}
