using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace MlNetDeep.Tuning;

/// <summary>
/// The file of a journal: its first line says what it is, and every further line is an event. It is read from where the last reading
/// ended, by anyone, and appended to by whoever holds the lock. One thread at a time may use an instance.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private const int Version = 1, FirstRead = 1 << 16;

    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private byte[] _buffer = [];

    /// <summary>Opens the file or starts it. The caller holds the lock.</summary>
    /// <exception cref="StudyStorageException">The file is of another kind or of a newer version.</exception>
    public JournalFile(string path)
    {
        _path = path;
        _handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            Id = ReadFirstLine() ?? WriteFirstLine();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private static ReadOnlySpan<byte> Beginning => "{\"op\":\"journal\""u8;

    /// <summary>Tells this journal from another one that took its place.</summary>
    public string Id { get; }

    /// <summary>Where the events that were read end, in bytes.</summary>
    public long Position { get; private set; }

    /// <summary>How many lines were read, the first one included.</summary>
    public long Lines { get; private set; } = 1;

    /// <summary>Goes on from where a snapshot ends. False when the file does not reach that far: the snapshot is of no use then.</summary>
    public bool TrySkip(long position, long lines)
    {
        if (position > RandomAccess.GetLength(_handle) || position < Position) return false;
        (Position, Lines) = (position, lines);
        return true;
    }

    /// <summary>
    /// Reads the events that were appended since. Whoever holds the lock also cuts off what a process that was killed has left: an
    /// incomplete last line. Without the lock such a line may be one that is being written, and is left for later.
    /// </summary>
    /// <returns>False when there is a line that only the holder of the lock can judge.</returns>
    /// <exception cref="StudyStorageException">An event is damaged, and others follow it.</exception>
    public bool ReadEvents(Action<JsonElement> apply, bool isLocked)
    {
        int wanted = FirstRead;
        while (true)
        {
            long length = RandomAccess.GetLength(_handle);
            if (length <= Position) return true;
            ReadOnlyMemory<byte> bytes = Read((int)Math.Min(wanted, length - Position));
            int used = 0;
            for (int end; (end = bytes.Span[used..].IndexOf((byte)'\n')) >= 0; used += end + 1)
            {
                using JsonDocument? line = JournalLine.TryRead(bytes.Slice(used, end));
                if (line is null)
                {
                    if (isLocked) CutOff();
                    return isLocked;
                }
                Apply(line.RootElement, apply);
                (Position, Lines) = (Position + end + 1, Lines + 1);
            }
            bool isAll = bytes.Length == length - Position + used;
            if (used == 0 && isAll)
            {
                if (isLocked) CutOff();
                return true;
            }
            if (used == 0) wanted *= 2;   // one long line
        }
    }

    /// <summary>Appends an event. The caller holds the lock and has read all events.</summary>
    public void Append(byte[] line)
    {
        try
        {
            RandomAccess.Write(_handle, line, Position);
        }
        catch
        {
            // What was written is cut off; should that fail too, the next writer does it.
            RandomAccess.SetLength(_handle, Position);
            throw;
        }
        (Position, Lines) = (Position + line.Length, Lines + 1);
    }

    public void Dispose() => _handle.Dispose();

    private void Apply(JsonElement line, Action<JsonElement> apply)
    {
        try
        {
            apply(line);
        }
        catch (Exception e) when (StoredText.IsMalformed(e))
        {
            throw new StudyStorageException(FormattableString.Invariant($"{_path} is damaged: line {Lines + 1} cannot be read ({e.Message})"), e);
        }
    }

    /// <summary>Removes what follows the last intact event, unless another intact one is among it: then nobody tore the last line off.</summary>
    private void CutOff()
    {
        long length = RandomAccess.GetLength(_handle);
        ReadOnlySpan<byte> rest = Read(checked((int)(length - Position))).Span;
        for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
        {
            if (JournalLine.IsIntact(rest[..end]))
                throw new StudyStorageException(FormattableString.Invariant($"{_path} is damaged: line {Lines + 1} does not match its checksum, but a later one does"));
        }
        RandomAccess.SetLength(_handle, Position);
    }

    private string? ReadFirstLine()
    {
        ReadOnlyMemory<byte> bytes = Read((int)Math.Min(FirstRead, RandomAccess.GetLength(_handle)));
        int end = bytes.Span.IndexOf((byte)'\n');
        // Empty, or its creator was killed while it wrote the first line.
        if (end < 0 && (bytes.Span.StartsWith(Beginning) || Beginning.StartsWith(bytes.Span))) return null;
        using JsonDocument? line = end < 0 ? null : JournalLine.TryRead(bytes[..end]);
        if (line is null || !line.RootElement.TryGetProperty("op", out JsonElement operation) || !operation.ValueEquals("journal"))
            throw new StudyStorageException($"{_path} is no journal of studies");
        int version = line.RootElement.GetProperty("version").GetInt32();
        if (version != Version) throw new StudyStorageException(FormattableString.Invariant($"{_path} has version {version} of the journal of studies, but this program reads version {Version}"));
        Position = end + 1;
        return line.RootElement.GetProperty("id").GetString();
    }

    private string WriteFirstLine()
    {
        string id = Guid.NewGuid().ToString("N");
        byte[] line = JournalLine.Write(writer =>
        {
            writer.WriteString("op", "journal");
            writer.WriteNumber("version", Version);
            writer.WriteString("id", id);
        });
        RandomAccess.SetLength(_handle, 0);
        RandomAccess.Write(_handle, line, 0);
        Position = line.Length;
        return id;
    }

    /// <summary>Reads so many bytes from the position on; fewer when the file became shorter.</summary>
    private ReadOnlyMemory<byte> Read(int count)
    {
        if (_buffer.Length < count) _buffer = new byte[Math.Max(count, FirstRead)];
        int read = 0;
        while (read < count && RandomAccess.Read(_handle, _buffer.AsSpan(read, count - read), Position + read) is > 0 and int more) read += more;
        return _buffer.AsMemory(0, read);
    }
}
