namespace Microsoft.ML.Transforms;

/// <summary>What takes the place of missing values of one slot, or of all slots of a column.</summary>
internal abstract class SlotImputer
{
    /// <summary>An imputer.</summary>
    /// <param name="mode">What to learn.</param>
    /// <param name="bound">Where extremes start; one at infinity takes infinite values in, one below leaves them out.</param>
    public static SlotImputer Create(MissingValueReplacingEstimator.ReplacementMode mode, double bound) => mode switch
    {
        MissingValueReplacingEstimator.ReplacementMode.Mean => new MeanImputer(),
        MissingValueReplacingEstimator.ReplacementMode.Minimum => new ExtremeImputer(1, bound),
        MissingValueReplacingEstimator.ReplacementMode.Maximum => new ExtremeImputer(-1, bound),
        _ => new ModeImputer(),
    };

    /// <summary>Takes an explicit value.</summary>
    public abstract void Add(double value);

    /// <summary>The replacement; null where nothing was learnt.</summary>
    /// <param name="count">The number of values, the implicit zeros of sparse vectors included.</param>
    public abstract double? Finish(long count);

    // A running mean, so that no sum overflows; zeros are counted in the end, because most of them are implicit.
    private sealed class MeanImputer : SlotImputer
    {
        private long _missing;
        private long _values;
        private double _mean;

        public override void Add(double value)
        {
            if (value == 0) return;
            if (!double.IsFinite(value))
            {
                _missing++;
                return;
            }
            _values++;
            // The difference of numbers of two signs may overflow.
            if (_mean > 0 != value > 0) _mean = _mean - (_mean / _values) + (value / _values);
            else _mean += (value - _mean) / _values;
        }

        public override double? Finish(long count) => count == _missing ? null : _mean * ((double)_values / (count - _missing));
    }

    private sealed class ExtremeImputer(int sign, double bound) : SlotImputer
    {
        private readonly bool _finite = double.IsFinite(bound);
        private double _best = bound;
        private long _values;

        public override void Add(double value)
        {
            _values++;
            if (_finite && !double.IsFinite(value)) return;
            if (sign * value < sign * _best) _best = value;
        }

        public override double? Finish(long count)
        {
            if (_values < count) Add(0);
            return _best;
        }
    }

    // The first value to reach the highest count.
    private sealed class ModeImputer : SlotImputer
    {
        private readonly Dictionary<double, int> _counts = [];
        private double _mode;
        private int _highest;

        public override void Add(double value)
        {
            if (!double.IsFinite(value)) return;
            int count = _counts[value] = _counts.GetValueOrDefault(value) + 1;
            if (count <= _highest) return;
            _highest = count;
            _mode = value;
        }

        public override double? Finish(long count) => _mode;
    }
}
