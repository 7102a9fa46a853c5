using System.Threading.Channels;

namespace MlNetDeep.Tuning;

/// <summary>
/// Scarce things that trials use one at a time, such as GPUs by their number or licences: a trial takes a slot, waits while all are
/// taken, and gives it back. Safe to use from several threads and, with a folder, from several processes on one machine; what a
/// process held that ended is free again.
/// </summary>
/// <example>
/// <code>
/// var gpus = new ResourceSlots(["0", "1"], folder: "locks");
/// study.Optimize(trial =>
/// {
///     using ResourceSlot gpu = gpus.Take(trial.CancellationToken);
///     return Train(trial, device: gpu.Name);
/// }, new() { Trials = 40, Parallelism = 4 });
/// </code>
/// </example>
public sealed class ResourceSlots
{
    // How often a process looks whether another one has given a slot back.
    private static readonly TimeSpan s_pollEvery = TimeSpan.FromMilliseconds(50);

    private readonly Channel<string> _free = Channel.CreateUnbounded<string>();
    private readonly string? _folder;

    /// <summary>Creates slots.</summary>
    /// <param name="names">The names of the slots, at least one, none twice.</param>
    /// <param name="folder">A folder for a file per slot, by which processes share them; created if it is not there. Null (default): for this process alone.</param>
    /// <exception cref="ArgumentException">There is no name, or one is empty or there twice.</exception>
    public ResourceSlots(IEnumerable<string> names, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        string[] slots = [.. names];
        if (slots.Length == 0 || slots.Any(string.IsNullOrEmpty)) throw new ArgumentException("slots need at least one name, none of them empty", nameof(names));
        if (slots.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice) throw new ArgumentException($"the slot '{twice.Key}' is there twice", nameof(names));
        _folder = folder is null ? null : Directory.CreateDirectory(folder).FullName;
        foreach (string slot in slots) _free.Writer.TryWrite(slot);
    }

    /// <summary>Takes a slot, waiting for one if need be.</summary>
    /// <param name="cancellationToken">Ends the wait; a trial's <see cref="Trial.CancellationToken"/>.</param>
    /// <returns>The slot; dispose of it to give it back.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public ResourceSlot Take(CancellationToken cancellationToken = default) => TakeAsync(cancellationToken).GetAwaiter().GetResult();

    /// <summary>Takes a slot, waiting for one if need be.</summary>
    /// <param name="cancellationToken">Ends the wait; a trial's <see cref="Trial.CancellationToken"/>.</param>
    /// <returns>The slot; dispose of it to give it back.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task<ResourceSlot> TakeAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            string name = await _free.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (_folder is null) return new ResourceSlot(this, name, held: null);
            if (TryLock(name) is { } held) return new ResourceSlot(this, name, held);
            _free.Writer.TryWrite(name);
            await Task.Delay(s_pollEvery, cancellationToken).ConfigureAwait(false);
        }
    }

    internal void GiveBack(ResourceSlot slot) => _free.Writer.TryWrite(slot.Name);

    // The operating system lets go of the file when its process ends, however it ends.
    private FileStream? TryLock(string name)
    {
        string path = Path.Combine(_folder!, Uri.EscapeDataString(name) + ".slot");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;   // another process holds it
        }
    }
}
