namespace MlNetDeep.Networks;

/// <summary>Writes a file under a temporary name in the same folder and renames it, so that no reader ever sees half a file.</summary>
internal static class AtomicFile
{
    public static void Write(string path, Action<FileStream> write)
    {
        string full = Path.GetFullPath(path);
        // The process and a counter tell concurrent writers apart; the last one to finish wins.
        string temporary = $"{full}.{Environment.ProcessId}-{Interlocked.Increment(ref s_counter)}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static int s_counter;
}
