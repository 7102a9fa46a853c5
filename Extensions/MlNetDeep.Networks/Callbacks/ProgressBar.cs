using System.Globalization;
using System.Text;

namespace MlNetDeep.Networks;

/// <summary>
/// Shows on a console how far the training is, with samples per second and the time left of the epoch: on one line that is rewritten after
/// batches; or, where the output goes to a file, with one line for each epoch.
/// </summary>
public sealed class ProgressBar : Callback
{
    private const int Width = 30;

    // A console that is written to at each batch would be what a fast training waits for.
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(0.1);

    private readonly TextWriter _writer;
    private readonly TimeProvider _time;
    private long _started;
    private long? _shown;
    private int _length;

    /// <summary>Creates the callback.</summary>
    /// <param name="writer">Where to write; null (the default) for the console.</param>
    /// <param name="timeProvider">The clock; null (the default) for the system's.</param>
    public ProgressBar(TextWriter? writer = null, TimeProvider? timeProvider = null)
    {
        _writer = writer ?? Console.Out;
        _time = timeProvider ?? TimeProvider.System;
        Interactive = writer is null && !Console.IsOutputRedirected;
    }

    /// <summary>True to rewrite one line; by default when the output is the console and is not redirected.</summary>
    public bool Interactive { get; init; }

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context)
    {
        _started = _time.GetTimestamp();
        _shown = null;
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!Interactive || (_shown is long shown && _time.GetElapsedTime(shown) < s_interval)) return;
        _shown = _time.GetTimestamp();
        TimeSpan elapsed = _time.GetElapsedTime(_started);
        TimeSpan left = elapsed * ((double)(context.BatchesPerEpoch - context.Batch) / context.Batch);
        int done = Width * context.Batch / context.BatchesPerEpoch;
        string bar = new string('=', done) + (done < Width ? ">" + new string('.', Width - done - 1) : "");
        Rewrite(Invariant(
            $"{Epoch(context)} [{bar}] {context.Batch}/{context.BatchesPerEpoch}{Speed(context, elapsed)}, {Duration(left)} left, loss {context.MeanLoss:0.0000}"));
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        EpochResult result = context.History[^1];
        TimeSpan elapsed = _time.GetElapsedTime(_started);
        var line = new StringBuilder(Invariant($"{Epoch(context)} {Duration(elapsed)}{Speed(context, elapsed)}"));
        foreach ((string name, double value) in result.Values) line.Append(CultureInfo.InvariantCulture, $", {name} {value:0.0000}");
        line.Append(CultureInfo.InvariantCulture, $", learning rate {result.LearningRate:0.######}");
        if (Interactive) Rewrite(line.ToString());
        else _writer.Write(line);
        EndLine();
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // An epoch that was cut short has left its line open.
        if (_length > 0) EndLine();
        if (context.StopReason is string reason) _writer.WriteLine(reason);
        _writer.Flush();
    }

    private static string Epoch(TrainingContext context) => Invariant($"Epoch {context.Epoch}/{context.Options.Epochs}");

    private static string Speed(TrainingContext context, TimeSpan elapsed)
    {
        long samples = Math.Min((long)context.Batch * context.Options.BatchSize, context.SamplesPerEpoch);
        return elapsed > TimeSpan.Zero ? Invariant($", {samples / elapsed.TotalSeconds:0} samples/s") : "";
    }

    private static string Duration(TimeSpan time) =>
        time.TotalMinutes < 1 ? Invariant($"{time.TotalSeconds:0}s")
        : time.TotalHours < 1 ? Invariant($"{time.Minutes}m{time.Seconds:00}s")
        : Invariant($"{(long)time.TotalHours}h{time.Minutes:00}m");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private void Rewrite(string line)
    {
        // Spaces cover what a longer line left.
        _writer.Write("\r" + line.PadRight(_length));
        _writer.Flush();
        _length = line.Length;
    }

    private void EndLine()
    {
        _writer.WriteLine();
        _writer.Flush();
        _length = 0;
    }
}
