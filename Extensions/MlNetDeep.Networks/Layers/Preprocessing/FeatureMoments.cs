using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Mean and variance of each feature over parts of a data set that are seen once: each part by two passes, joined by the formula of
/// Chan, Golub and LeVeque (1983), which stays exact where sums of squares cancel.
/// </summary>
internal sealed class FeatureMoments(Shape sample)
{
    private readonly int _features = sample[-1], _sampleCount = sample.Count;
    private readonly double[] _mean = new double[sample[-1]], _squares = new double[sample[-1]];
    private long _rows, _samples;

    public PerChannel Mean => Array.ConvertAll(_mean, value => (float)value);

    /// <summary>The biased variance, as Keras.</summary>
    public PerChannel Variance => Array.ConvertAll(_squares, value => (float)(value / _rows));

    public void Add(ReadOnlySpan<float> values, int samples)
    {
        var mean = new double[_features];
        var squares = new double[_features];
        for (int row = 0; row < values.Length; row += _features)
            for (int f = 0; f < mean.Length; f++) mean[f] += values[row + f];
        int rows = values.Length / _features;
        for (int f = 0; f < mean.Length; f++)
        {
            if (!double.IsFinite(mean[f])) throw NotFinite(values, f);
            mean[f] /= rows;
        }
        for (int row = 0; row < values.Length; row += _features)
        {
            for (int f = 0; f < mean.Length; f++)
            {
                double difference = values[row + f] - mean[f];
                squares[f] += difference * difference;
            }
        }
        long total = _rows + rows;
        for (int f = 0; f < mean.Length; f++)
        {
            double step = mean[f] - _mean[f];
            _mean[f] += step * rows / total;
            _squares[f] += squares[f] + step * step * ((double)_rows * rows / total);
        }
        _rows = total;
        _samples += samples;
    }

    private ArgumentException NotFinite(ReadOnlySpan<float> values, int feature)
    {
        int at = feature;
        while (float.IsFinite(values[at])) at += _features;
        return new ArgumentException(FormattableString.Invariant($"Normalization: feature {feature} of sample {_samples + at / _sampleCount} is {values[at]}; numbers must be finite"));
    }
}
