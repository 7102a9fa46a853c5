using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The share of samples whose label is among the k classes with the highest output; of equal outputs the first class counts as higher.
/// NaN without samples.
/// </summary>
/// <remarks>The output is [N, ..., classes]; labels and targets are read as <see cref="Accuracy"/> does.</remarks>
public sealed class TopKAccuracy : Metric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="k">The number of classes, at least 1; 5 by default. With as many as there are, the result is 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public TopKAccuracy(int k = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        K = k;
    }

    /// <summary>The number of classes.</summary>
    public int K { get; }

    /// <summary>The label of rows that count for nothing; null (the default) for none.</summary>
    public int? IgnoreLabel { get; init; }

    /// <summary>The name, for example <c>top_5_accuracy</c>.</summary>
    public override string Name => FormattableString.Invariant($"top_{K}_accuracy");

    /// <inheritdoc/>
    public override MetricAccumulator Start() => new Accumulator(this);

    private sealed class Accumulator(TopKAccuracy metric) : MetricAccumulator
    {
        private long _right;
        private long _all;

        public override double Result => (double)_right / _all;

        public override void Add(Tensor output, Batch batch)
        {
            var rows = new ClassRows(metric.Name, output, batch, false, metric.IgnoreLabel);
            if (rows.IsBinary) throw new ArgumentException($"{metric.Name} expects an output of several classes; received {output.Shape}", nameof(output));
            for (int row = 0; row < rows.Count; row++)
            {
                int label = rows.Label(row);
                if (label < 0) continue;
                _all++;
                if (Before(rows.Scores(row), label) < metric.K) _right++;
            }
        }

        private static int Before(ReadOnlySpan<float> scores, int label)
        {
            float own = scores[label];
            // An output that is not a number has no rank.
            if (float.IsNaN(own)) return int.MaxValue;
            int before = 0;
            for (int i = 0; i < scores.Length; i++)
                if (scores[i] > own || (scores[i] == own && i < label)) before++;
            return before;
        }
    }
}
