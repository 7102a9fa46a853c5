using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDeep.Pipelines.Tests.Sequences;

public sealed class SequenceForecastingTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void What_follows_a_window_of_a_wave_is_foretold()
    {
        float[] wave = [.. Enumerable.Range(0, 400).Select(i => 50 + 10 * MathF.Sin(i / 5f))];
        IDataView train = _ml.Deep().Windows(wave[..300], windowSize: 20, horizon: 3), test = _ml.Deep().Windows(wave[300..], 20, 3);
        var options = new SequenceForecastingOptions { Units = [24], Epochs = 30, BatchSize = 32, LearningRate = 0.01, Seed = 1 };
        IDataView scored = _ml.Deep().SequenceForecasting(options).Fit(train).Transform(test);
        Assert.Equal("Vector<Single, 3>", scored.Schema["Score"].Type.ToString());
        double error = scored.GetColumn<float[]>("Label").Zip(scored.GetColumn<float[]>("Score"), (truth, score) => truth.Zip(score, (t, s) => Math.Abs(t - s)).Max()).Average();
        Assert.True(error < 1, $"mean of the largest errors {error}, of an amplitude of 10");
    }

    [Fact]
    public void Windows_are_followed_by_what_comes_next()
    {
        IDataView windows = _ml.Deep().Windows([1, 2, 3, 4, 5], windowSize: 3, horizon: 1);
        Assert.Equal([[1, 2, 3], [2, 3, 4]], windows.GetColumn<float[]>("Window"));
        Assert.Equal([[4], [5]], windows.GetColumn<float[]>("Label"));
        Assert.Contains("A series of 2 values has no window of 2 that 1 follow", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Deep().Windows([1, 2], 2)).Message, StringComparison.Ordinal);
    }
}
