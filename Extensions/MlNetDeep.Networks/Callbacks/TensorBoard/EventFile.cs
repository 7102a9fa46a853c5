using System.Globalization;

namespace MlNetDeep.Networks;

/// <summary>One file of TensorBoard's events: the messages <c>Event</c>, <c>Summary</c> and <c>HistogramProto</c> of TensorFlow.</summary>
internal sealed class EventFile
{
    private readonly TimeProvider _time;
    private readonly RecordFile _file;

    private EventFile(string path, TimeProvider time) => (_file, _time) = (new RecordFile(path), time);

    public string Path => _file.Path;

    /// <summary>Starts a file in a folder, which is created.</summary>
    public static EventFile Create(string folder, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        string prefix = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{time.GetUtcNow().ToUnixTimeSeconds():0000000000}.{Environment.MachineName}.{Environment.ProcessId}");
        int number = 0;
        string path;
        do path = System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{prefix}.{number++}.v2"));
        while (File.Exists(path));
        var file = new EventFile(path, time);
        file._file.Add(file.Event().Text(3, "brain.Event:2").Written);
        file.Flush();
        return file;
    }

    /// <summary>Goes on in a file after the bytes that it had; null when it has not got them any more.</summary>
    public static EventFile? Resume(string path, long length, TimeProvider time)
    {
        if (!File.Exists(path)) return null;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        if (stream.Length < length) return null;
        stream.SetLength(length);
        return new EventFile(path, time);
    }

    public void Scalar(string tag, double value, long step) => Value(step, new ProtobufWriter().Text(1, tag).Float(2, (float)value));

    public void Histogram(string tag, Histogram histogram, long step) => Value(step, new ProtobufWriter().Text(1, tag).Message(5, histogram.ToMessage()));

    public void Flush() => _file.Flush();

    private ProtobufWriter Event() => new ProtobufWriter().Double(1, (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds);

    private void Value(long step, ProtobufWriter value) => _file.Add(Event().Long(2, step).Message(5, new ProtobufWriter().Message(1, value)).Written);
}
