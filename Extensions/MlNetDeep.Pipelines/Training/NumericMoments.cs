namespace MlNetDeep.Pipelines.Training;

/// <summary>Means and deviations of numbers that arrive row by row (Welford 1962); those that are not finite are counted as missing.</summary>
internal sealed class NumericMoments(int length)
{
    private readonly double[] _means = new double[length];
    private readonly double[] _squares = new double[length];
    private readonly long[] _counts = new long[length];
    private readonly long[] _missing = new long[length];

    public int Length => length;

    /// <summary>The slots that lacked a number at least once.</summary>
    public int[] Missing => [.. Enumerable.Range(0, length).Where(i => _missing[i] > 0)];

    public void Add(ReadOnlySpan<float> row)
    {
        for (int i = 0; i < length; i++)
        {
            if (!float.IsFinite(row[i]))
            {
                _missing[i]++;
                continue;
            }
            double difference = row[i] - _means[i];
            _means[i] += difference / ++_counts[i];
            _squares[i] += difference * (row[i] - _means[i]);
        }
    }

    public float[] Means() => [.. _means.Select(mean => (float)mean)];

    /// <summary>The deviations; 1 for a slot that never changes, so that nothing is blown up to noise.</summary>
    public float[] Deviations() => [.. Enumerable.Range(0, length).Select(i => _counts[i] > 0 && _squares[i] > 0 ? (float)Math.Sqrt(_squares[i] / _counts[i]) : 1)];
}
