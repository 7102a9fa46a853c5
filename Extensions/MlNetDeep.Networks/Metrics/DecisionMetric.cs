using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A metric of decisions: the class with the highest output, or for one number yes when the probability is above a threshold.
/// </summary>
/// <remarks><inheritdoc cref="ClassMetric" path="/remarks"/></remarks>
public abstract class DecisionMetric : ClassMetric
{
    private protected DecisionMetric()
    {
    }

    /// <summary>
    /// The probability above which the answer to a yes-or-no question is yes, in (0, 1); 0.5 by default. For logits it is turned into a
    /// logit, so that 0.5 stands for a logit of 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Threshold { get; init => field = Guard.Range(value, value is > 0 and < 1, "in (0, 1)"); } = 0.5f;

    /// <inheritdoc/>
    public sealed override MetricAccumulator Start() => new Accumulator(this);

    private protected abstract double Of(ClassTally tally);

    /// <summary>The value for several labels at once; by default that of all decisions together.</summary>
    private protected virtual double Of(ClassTally pooled, ClassTally[] labels) => Of(pooled);

    private sealed class Accumulator(DecisionMetric metric) : MetricAccumulator
    {
        private ClassTally? _tally;
        private ClassTally[] _labels = [];

        public override double Result => _tally is not { Total: > 0 } ? double.NaN : _labels.Length > 1 ? metric.Of(_tally, _labels) : metric.Of(_tally);

        public override void Add(Tensor output, Batch batch)
        {
            var rows = new ClassRows(metric.Name, output, batch, metric.Binary, metric.IgnoreLabel);
            _tally ??= new ClassTally(rows.Classes);
            int labels = metric.Binary && output.Rank > 1 && rows.IsBinary ? output.Shape[-1] : 1;
            if (_labels.Length != labels) _labels = [.. Enumerable.Range(0, labels).Select(_ => new ClassTally(2))];
            var decision = new Decision(metric.Threshold, metric.FromLogits);
            for (int row = 0; row < rows.Count; row++)
            {
                if (rows.Label(row) is not (int label and >= 0)) continue;
                int decided = decision.Of(rows.Scores(row));
                _tally.Add(label, decided);
                if (labels > 1) _labels[row % labels].Add(label, decided);
            }
        }
    }
}
