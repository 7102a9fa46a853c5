namespace MlNetDeep.Networks.Tests;

public sealed class ProgressBarTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly StringWriter _writer = new() { NewLine = "\n" };

    public void Dispose() => _writer.Dispose();

    // Three batches of 20, each of half a second.
    private LambdaCallback Clock => new() { BatchEnd = _ => _time.Advance(0.5) };

    private static TrainingOptions Epochs(int epochs) => ScriptedTraining.Options with { Epochs = epochs };

    [Fact]
    public void Output_to_a_file_has_one_line_per_epoch()
    {
        History history = ScriptedTraining.Run([Clock, new ProgressBar(_writer, _time)], [1, 2.5]).History!;
        string[] lines = _writer.ToString().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal(
            FormattableString.Invariant($"Epoch 2/2 2s, 40 samples/s, loss {history.Epochs[1].Loss:0.0000}, score 2.5000, val_loss {history.Epochs[1].ValidationLoss:0.0000}, val_score 2.5000, learning rate 0.01"),
            lines[1]);
        Assert.Equal("", lines[2]);
    }

    [Fact]
    public void A_console_has_one_line_that_is_rewritten()
    {
        var losses = new List<double>();
        ScriptedTraining.Run([Clock, new LambdaCallback { BatchEnd = context => losses.Add(context.MeanLoss) }, new ProgressBar(_writer, _time) { Interactive = true }], options: Epochs(1));
        string[] parts = _writer.ToString().Split('\r');
        Assert.Equal(5, parts.Length);
        Assert.Equal(FormattableString.Invariant($"Epoch 1/1 [==========>...................] 1/3, 40 samples/s, 1s left, loss {losses[0]:0.0000}"), parts[1]);
        Assert.Equal(FormattableString.Invariant($"Epoch 1/1 [====================>.........] 2/3, 40 samples/s, 1s left, loss {losses[1]:0.0000}"), parts[2]);
        Assert.StartsWith("Epoch 1/1 [==============================] 3/3, 40 samples/s, 0s left", parts[3], StringComparison.Ordinal);
        Assert.StartsWith("Epoch 1/1 2s, 40 samples/s, loss ", parts[4], StringComparison.Ordinal);
        Assert.EndsWith("\n", parts[4], StringComparison.Ordinal);
        // No rest of a longer line stays.
        Assert.True(parts[4].Length > parts[3].Length);
    }

    [Fact]
    public void Fast_batches_are_not_all_shown()
    {
        ScriptedTraining.Run([new ProgressBar(_writer, _time) { Interactive = true }], options: Epochs(1));
        Assert.Equal(3, _writer.ToString().Split('\r').Length);
        Assert.DoesNotContain("samples/s", _writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_within_an_epoch_ends_the_line_and_is_told()
    {
        ScriptedTraining.Run([new ProgressBar(_writer, _time) { Interactive = true }, new LambdaCallback { BatchEnd = context => context.RequestStop("enough") }], options: Epochs(1));
        Assert.EndsWith("\nenough\n", _writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_times_have_minutes_and_hours()
    {
        var slow = new LambdaCallback { BatchEnd = context => _time.Advance(context.Batch == 1 ? 61 : 3600) };
        ScriptedTraining.Run([slow, new ProgressBar(_writer, _time) { Interactive = true }], options: Epochs(1));
        Assert.Contains(", 2m02s left", _writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("Epoch 1/1 2h01m,", _writer.ToString(), StringComparison.Ordinal);
    }
}
