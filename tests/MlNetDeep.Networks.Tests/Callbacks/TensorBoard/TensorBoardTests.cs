using System.Runtime.InteropServices;
using System.Text;

namespace MlNetDeep.Networks.Tests;

public sealed class TensorBoardTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdeep-events").FullName;
    private readonly ManualTime _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private List<EventReader.Event> Read(string subfolder) => EventReader.Read(Path.Combine(_folder, subfolder));

    private static IEnumerable<(string?, long, float?)> Scalars(IEnumerable<EventReader.Event> events) => events.Skip(1).Select(e => (e.Tag, e.Step, e.Scalar));

    [Fact]
    public void The_readers_checksum_is_the_published_one() => Assert.Equal(0xE3069283, EventReader.Crc32C("123456789"u8));

    [Fact]
    public void Epochs_are_in_the_files_of_training_and_validation()
    {
        var tick = new LambdaCallback { EpochEnd = _ => _time.Advance(1.5) };
        History history = ScriptedTraining.Run([tick, new TensorBoard(_folder, _time)], [1, 2]).History!;
        List<EventReader.Event> training = Read("train"), validation = Read("validation");
        Assert.Equal("brain.Event:2", training[0].Version);
        Assert.Equal("brain.Event:2", validation[0].Version);
        Assert.Equal(
            history.Epochs.SelectMany(e => new (string?, long, float?)[] { ("epoch_loss", e.Epoch, (float)e.Loss), ("epoch_score", e.Epoch, e.Epoch), ("epoch_learning_rate", e.Epoch, 0.01f) }),
            Scalars(training));
        Assert.Equal(
            history.Epochs.SelectMany(e => new (string?, long, float?)[] { ("epoch_loss", e.Epoch, (float)e.ValidationLoss!), ("epoch_score", e.Epoch, e.Epoch) }),
            Scalars(validation));
        double start = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).ToUnixTimeSeconds();
        Assert.Equal([start + 1.5, start + 3], training.Skip(1).Select(e => e.Time).Distinct());
        Assert.StartsWith($"events.out.tfevents.{(long)start + 1}.", Path.GetFileName(Directory.GetFiles(Path.Combine(_folder, "train"))[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_are_written_on_request()
    {
        var losses = new List<float?>();
        var watch = new LambdaCallback { BatchEnd = context => losses.Add((float)context.BatchLoss) };
        ScriptedTraining.Run([watch, new TensorBoard(_folder, _time) { EveryBatches = 2 }], [1, 2], validates: false);
        EventReader.Event[] batches = [.. Read("train").Where(e => e.Tag == "batch_loss")];
        // The second of three batches in each epoch.
        Assert.Equal([2, 5], batches.Select(e => e.Step));
        Assert.Equal([losses[1], losses[4]], batches.Select(e => e.Scalar));
        Assert.Equal(2, Read("train").Count(e => e is { Tag: "batch_learning_rate", Scalar: 0.01f }));
        Assert.False(Directory.Exists(Path.Combine(_folder, "validation")));
    }

    [Fact]
    public void Batches_are_in_the_file_after_ten_seconds()
    {
        var seen = new List<int>();
        var before = new LambdaCallback { BatchEnd = _ => _time.Advance(5) };
        var after = new LambdaCallback { BatchEnd = _ => seen.Add(Read("train").Count(e => e.Tag == "batch_loss")) };
        ScriptedTraining.Run([before, new TensorBoard(_folder, _time) { EveryBatches = 1 }, after], [1]);
        Assert.Equal([0, 2, 2], seen);
    }

    [Fact]
    public void Histograms_count_all_numbers_of_a_weight()
    {
        (Network network, _) = ScriptedTraining.Run([new TensorBoard(_folder, _time) { HistogramEveryEpochs = 3 }]);
        EventReader.Event[] histograms = [.. Read("train").Where(e => e.Histogram is not null)];
        Assert.Equal(2 * network.Weights.Count, histograms.Length);
        Assert.Equal([3, 6], histograms.Where(e => e.Tag == "last/kernel/histogram").Select(e => e.Step));
        Dictionary<int, object> last = histograms.Last(e => e.Tag == "last/kernel/histogram").Histogram!;
        float[] values = network.GetWeight("last/kernel").Value.ToArray();
        Assert.Equal((values.Min(), values.Max(), (double)values.Length), ((float)(double)last[1], (float)(double)last[2], (double)last[3]));
        Assert.Equal(values.Sum(value => (double)value), (double)last[4], 1e-9);
        Assert.Equal(values.Sum(value => (double)value * value), (double)last[5], 1e-9);
        double[] limits = Doubles(last[6]), buckets = Doubles(last[7]);
        Assert.Equal((30, 30), (limits.Length, buckets.Length));
        Assert.Equal(values.Max(), (float)limits[^1]);
        double below = double.NegativeInfinity;
        for (int i = 0; i < 30; i++)
        {
            // The ends of a bucket may fall to either side by rounding.
            double slack = 1e-9;
            Assert.InRange(buckets[i], values.Count(value => value > below + slack && value < limits[i] - slack), values.Count(value => value >= below - slack && value <= limits[i] + slack));
            below = limits[i];
        }
        Assert.Equal(values.Length, buckets.Sum());
    }

    [Fact]
    public void Equal_and_infinite_numbers_have_a_histogram_too()
    {
        Assert.Equal(Message(2, 2, 3, 6, 12, [2], [3]), new Histogram([2, 2, 2]).ToMessage().Written.ToArray());
        Assert.Equal(Message(1, 1, 1, 1, 1, [1], [1]), new Histogram([float.NaN, 1, float.PositiveInfinity]).ToMessage().Written.ToArray());
        Assert.Equal(Message(0, 0, 0, 0, 0, [], []), new Histogram([float.NaN]).ToMessage().Written.ToArray());

        static byte[] Message(double min, double max, double count, double sum, double squares, double[] limits, double[] buckets) =>
            new ProtobufWriter().Double(1, min).Double(2, max).Double(3, count).Double(4, sum).Double(5, squares).PackedDoubles(6, limits).PackedDoubles(7, buckets).Written.ToArray();
    }

    [Fact]
    public void Messages_have_the_bytes_of_the_specification()
    {
        // The examples of the encoding guide of Protocol Buffers, and the sizes of a varint.
        Assert.Equal([0x08, 0x96, 0x01], new ProtobufWriter().Long(1, 150).Written.ToArray());
        Assert.Equal([0x12, 0x07, .. "testing"u8], new ProtobufWriter().Text(2, "testing").Written.ToArray());
        Assert.Equal([0x1A, 0x03, 0x08, 0x96, 0x01], new ProtobufWriter().Message(3, new ProtobufWriter().Long(1, 150)).Written.ToArray());
        Assert.Equal([0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], new ProtobufWriter().Long(1, -1).Written.ToArray());
        Assert.Equal([0x82, 0x01, 0x02, .. Encoding.UTF8.GetBytes("é")], new ProtobufWriter().Text(16, "é").Written.ToArray());
    }

    [Fact]
    public void A_resumed_training_has_each_epoch_once()
    {
        string backup = Path.Combine(_folder, "backup.zip");
        var kill = new LambdaCallback
        {
            EpochEnd = context =>
            {
                if (context.Epoch == 4) throw new InvalidOperationException("killed");
            },
        };
        TensorBoard Board() => new(Path.Combine(_folder, "run"), _time) { EveryBatches = 1 };
        Assert.Throws<InvalidOperationException>(() => ScriptedTraining.Run([Board(), kill, new BackupAndRestore(backup)]));
        Assert.Equal(4, Read("run/train").Count(e => e.Tag == "epoch_loss"));
        ScriptedTraining.Run([Board(), new LambdaCallback(), new BackupAndRestore(backup)]);
        List<EventReader.Event> resumed = Read("run/train");

        ScriptedTraining.Run([new TensorBoard(Path.Combine(_folder, "straight"), _time) { EveryBatches = 1 }]);
        Assert.Equal(Scalars(Read("straight/train")), Scalars(resumed));
        Assert.Equal(Scalars(Read("straight/validation")), Scalars(Read("run/validation")));
    }

    [Fact]
    public void Bad_options_are_named()
    {
        Assert.Equal("TensorBoard.HistogramEveryEpochs must be at least 0, is -1", ScriptedTraining.Refusal<ArgumentException>(new TensorBoard(_folder) { HistogramEveryEpochs = -1 }));
        Assert.Equal("TensorBoard.EveryBatches must be at least 0, is -1", ScriptedTraining.Refusal<ArgumentException>(new TensorBoard(_folder) { EveryBatches = -1 }));
    }

    private static double[] Doubles(object bytes) => MemoryMarshal.Cast<byte, double>((byte[])bytes).ToArray();
}
