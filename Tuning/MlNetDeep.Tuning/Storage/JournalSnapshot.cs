using System.Text.Json;

namespace MlNetDeep.Tuning;

/// <summary>
/// What a journal adds up to at one of its places, so that opening it need not read it all. A snapshot is only an aid: one that is
/// missing, damaged or of another journal is passed over, and the journal read from its beginning.
/// </summary>
/// <param name="State">The studies at that place.</param>
/// <param name="Offset">The place, in bytes.</param>
/// <param name="Lines">The lines before it.</param>
/// <param name="Size">The bytes of the snapshot.</param>
internal sealed record JournalSnapshot(JournalState State, long Offset, long Lines, long Size)
{
    private const int Version = 1;

    /// <summary>Writes a snapshot, in the place of an earlier one at once or not at all. The caller holds the journal's lock.</summary>
    public static long Write(string path, JournalFile journal, JournalState state)
    {
        string draft = path + ".draft";
        long size, count = 0;
        using (FileStream stream = new(draft, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            stream.Write(JournalLine.Write(writer =>
            {
                writer.WriteString("op", "snapshot");
                writer.WriteNumber("version", Version);
                writer.WriteString("journal", journal.Id);
                writer.WriteNumber("offset", journal.Position);
                writer.WriteNumber("lines", journal.Lines);
                writer.WriteNumber("lastStudy", state.Memory.LastId);
            }));
            foreach (byte[] line in state.Summarize())
            {
                stream.Write(line);
                count++;
            }
            stream.Write(JournalLine.Write(writer =>
            {
                writer.WriteString("op", "end");
                writer.WriteNumber("lines", count);
            }));
            size = stream.Length;
        }
        File.Move(draft, path, overwrite: true);
        return size;
    }

    /// <summary>Reads the snapshot of a journal; null when there is no usable one.</summary>
    public static JournalSnapshot? TryRead(string path, JournalFile journal, string place)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        try
        {
            return Read(bytes, journal, place);
        }
        catch (Exception e) when (StoredText.IsMalformed(e))
        {
            return null;
        }
    }

    /// <summary>The place of the journal and the size of its snapshot, without its content; zeros when there is none.</summary>
    public static (long Offset, long Size) Locate(string path, JournalFile journal)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] start = new byte[1024];
            int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false), end = start.AsSpan(0, read).IndexOf((byte)'\n');
            if (end < 0) return (0, 0);
            using JsonDocument? first = JournalLine.TryRead(start.AsMemory(0, end));
            return first is not null && IsOf(first.RootElement, journal) ? (first.RootElement.GetProperty("offset").GetInt64(), stream.Length) : (0, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || StoredText.IsMalformed(e))
        {
            return (0, 0);
        }
    }

    private static JournalSnapshot? Read(ReadOnlyMemory<byte> bytes, JournalFile journal, string place)
    {
        var state = new JournalState(place);
        long offset = -1, lines = 0, lastStudy = 0, count = 0, size = bytes.Length;
        while (bytes.Length > 0)
        {
            int end = bytes.Span.IndexOf((byte)'\n');
            using JsonDocument? line = end < 0 ? null : JournalLine.TryRead(bytes[..end]);
            if (line is null) return null;
            bytes = bytes[(end + 1)..];
            JsonElement root = line.RootElement;
            if (offset < 0)
            {
                if (!IsOf(root, journal)) return null;
                (offset, lines) = (root.GetProperty("offset").GetInt64(), root.GetProperty("lines").GetInt64());
                lastStudy = root.GetProperty("lastStudy").GetInt64();
            }
            else if (root.GetProperty("op").ValueEquals("end"))
            {
                if (root.GetProperty("lines").GetInt64() != count || bytes.Length > 0) return null;
                state.Memory.SkipIds(lastStudy);
                return new JournalSnapshot(state, offset, lines, size);
            }
            else
            {
                state.Apply(root);
                count++;
            }
        }
        return null;   // without its last line it is not whole
    }

    private static bool IsOf(JsonElement first, JournalFile journal) =>
        first.GetProperty("op").ValueEquals("snapshot") && first.GetProperty("version").GetInt32() == Version && first.GetProperty("journal").ValueEquals(journal.Id);
}
