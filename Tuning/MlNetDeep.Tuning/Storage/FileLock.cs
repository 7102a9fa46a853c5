using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace MlNetDeep.Tuning;

/// <summary>
/// A lock that one process at a time holds. It is the operating system's (flock, or a file opened without sharing), which ends with
/// the process that holds it, however that ends: nothing is ever forced open, and nothing stays locked. The file itself remains.
/// </summary>
internal static class FileLock
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(8);

    /// <summary>Waits for the lock and takes it; disposing the handle releases it.</summary>
    /// <exception cref="StudyStorageException">Another process held the lock for longer than <paramref name="timeout"/>.</exception>
    public static SafeFileHandle Take(string path, TimeSpan timeout)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan pause = TimeSpan.FromMilliseconds(0.5);
        while (true)
        {
            try
            {
                return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or DriveNotFoundException or PathTooLongException))
            {
                if (Stopwatch.GetElapsedTime(start) > timeout)
                    throw new StudyStorageException(FormattableString.Invariant($"{path} is locked: another process has been writing for {timeout.TotalSeconds} s"), e);
            }
            Thread.Sleep(pause);
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }
    }
}
