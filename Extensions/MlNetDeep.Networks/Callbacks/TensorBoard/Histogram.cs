namespace MlNetDeep.Networks;

/// <summary>How numbers are spread: thirty buckets of equal width between the least and the greatest. Numbers that are not finite are left out.</summary>
internal sealed class Histogram
{
    private const int BucketCount = 30;

    private readonly double _min = double.PositiveInfinity, _max = double.NegativeInfinity, _sum, _squares;
    private readonly long _count;
    private readonly double[] _limits = [];
    private readonly double[] _buckets = [];

    public Histogram(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value)) continue;
            _min = Math.Min(_min, value);
            _max = Math.Max(_max, value);
            _sum += value;
            _squares += (double)value * value;
            _count++;
        }
        if (_count == 0)
        {
            (_min, _max) = (0, 0);
            return;
        }
        // One bucket is enough for equal numbers, and has a width.
        double min = _min, width = (_max - _min) / BucketCount;
        int buckets = width > 0 ? BucketCount : 1;
        _limits = [.. Enumerable.Range(1, buckets).Select(i => i == buckets ? _max : min + i * width)];
        _buckets = new double[buckets];
        foreach (float value in values)
            if (float.IsFinite(value)) _buckets[width > 0 ? Math.Min((int)((value - _min) / width), buckets - 1) : 0]++;
    }

    public ProtobufWriter ToMessage() =>
        new ProtobufWriter().Double(1, _min).Double(2, _max).Double(3, _count).Double(4, _sum).Double(5, _squares).PackedDoubles(6, _limits).PackedDoubles(7, _buckets);
}
