using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The coefficient of determination over all samples: 1 - sum((output - target)^2) / sum((target - mean)^2). 1 is perfect, 0 as good as
/// always the mean, below 0 worse.
/// </summary>
/// <remarks>
/// With several columns, the last axis, it is the mean over the columns, as in scikit-learn. Of constant targets it is 1 when all are met
/// and 0 otherwise; NaN with fewer than two samples.
/// </remarks>
public sealed class R2 : Metric
{
    /// <inheritdoc/>
    public override string Name => "r2";

    /// <inheritdoc/>
    public override MetricAccumulator Start() => new Accumulator();

    private sealed class Accumulator : MetricAccumulator
    {
        private Column[] _columns = [];
        private long _rows;

        public override double Result => _rows < 2 ? double.NaN : _columns.Average(column => column.R2);

        public override void Add(Tensor output, Batch batch)
        {
            ArgumentNullException.ThrowIfNull(output);
            ArgumentNullException.ThrowIfNull(batch);
            ReadOnlySpan<float> outputs = output.Span, targets = LossInputs.Targets("r2", output, batch).Span;
            if (_columns.Length == 0) _columns = new Column[output.Rank < 2 ? 1 : output.Shape[-1]];
            for (int i = 0; i < outputs.Length; i += _columns.Length)
            {
                _rows++;
                for (int column = 0; column < _columns.Length; column++) _columns[column].Add(outputs[i + column], targets[i + column], _rows);
            }
        }
    }

    private struct Column
    {
        private double _mean;
        private double _variation;
        private double _error;

        public readonly double R2 => _variation > 0 ? 1 - _error / _variation : _error == 0 ? 1 : 0;

        // The mean moves along (Welford 1962): the difference of two large sums would lose the digits that matter.
        public void Add(double output, double target, long count)
        {
            double distance = target - _mean;
            _mean += distance / count;
            _variation += distance * (target - _mean);
            _error += (output - target) * (output - target);
        }
    }
}
