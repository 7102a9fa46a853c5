using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The area under a curve, exactly, from the ranks of all scores; equal scores are one step. NaN when the positives or the negatives are
/// missing, or a score is not a number.
/// </summary>
/// <remarks>
/// <inheritdoc cref="ClassMetric" path="/remarks"/>
/// With two classes it is that of class 1; with more the mean over each class against the rest (macro), as scikit-learn's
/// <c>roc_auc_score(multi_class="ovr")</c>, NaN when one does not occur. It keeps all scores until the end, 4 bytes for each.
/// </remarks>
public sealed class Auc : ClassMetric
{
    /// <summary>The curve; <see cref="AucCurve.Roc"/> by default.</summary>
    public AucCurve Curve { get; init; }

    /// <summary><c>auc</c>, or <c>pr_auc</c> for the curve of precision and recall.</summary>
    public override string Name => Curve == AucCurve.Roc ? "auc" : "pr_auc";

    /// <inheritdoc/>
    public override MetricAccumulator Start() => new Accumulator(this);

    private sealed class Accumulator(Auc metric) : MetricAccumulator
    {
        private readonly List<int> _labels = [];
        private List<float>[] _scores = [];

        public override double Result
        {
            get
            {
                if (_labels.Count == 0) return double.NaN;
                // With two classes the one list is of class 1.
                if (_scores.Length == 1) return Area(_scores[0], 1);
                return Enumerable.Range(0, _scores.Length).Average(label => Area(_scores[label], label));
            }
        }

        public override void Add(Tensor output, Batch batch)
        {
            var rows = new ClassRows(metric.Name, output, batch, metric.Binary, metric.IgnoreLabel);
            if (_scores.Length == 0) _scores = [.. Enumerable.Range(0, rows.Classes == 2 ? 1 : rows.Classes).Select(_ => new List<float>())];
            for (int row = 0; row < rows.Count; row++)
            {
                int label = rows.Label(row);
                if (label < 0) continue;
                _labels.Add(label);
                ReadOnlySpan<float> scores = rows.Scores(row);
                if (scores.Length == 1) _scores[0].Add(scores[0]);
                else if (scores.Length == 2) _scores[0].Add(scores[1] - scores[0]);
                else for (int i = 0; i < scores.Length; i++) _scores[i].Add(metric.FromLogits ? LogOdds(scores, i) : scores[i]);
            }
        }

        /// <summary>log(p / (1 - p)) of a class under the softmax: ranked as the probability p, which itself would round to 1.</summary>
        private static float LogOdds(ReadOnlySpan<float> logits, int label)
        {
            double highest = double.NegativeInfinity, sum = 0;
            for (int i = 0; i < logits.Length; i++)
                if (i != label) highest = Math.Max(highest, logits[i]);
            for (int i = 0; i < logits.Length; i++)
                if (i != label) sum += Math.Exp(logits[i] - highest);
            return (float)(logits[label] - highest - Math.Log(sum));
        }

        private double Area(List<float> scores, int label)
        {
            float[] sorted = [.. scores];
            int[] labels = [.. _labels];
            Array.Sort(sorted, labels);
            // Array.Sort puts what is not a number first.
            if (float.IsNaN(sorted[0])) return double.NaN;
            long positives = labels.LongCount(each => each == label), negatives = labels.Length - positives;
            if (positives == 0 || negatives == 0) return double.NaN;
            return metric.Curve == AucCurve.Roc ? Roc(sorted, labels, label) / ((double)positives * negatives) : AveragePrecision(sorted, labels, label) / positives;
        }

        /// <summary>The pairs of a positive above a negative, equal ones half.</summary>
        private static double Roc(float[] sorted, int[] labels, int label)
        {
            double pairs = 0;
            long below = 0;
            for (int from = 0, to; from < sorted.Length; from = to)
            {
                to = EndOfTies(sorted, from);
                long positives = Count(labels, from, to, label), negatives = to - from - positives;
                pairs += positives * (below + negatives / 2.0);
                below += negatives;
            }
            return pairs;
        }

        /// <summary>The sum over positives of the precision at their score.</summary>
        private static double AveragePrecision(float[] sorted, int[] labels, int label)
        {
            double sum = 0;
            long found = labels.LongCount(each => each == label);
            for (int from = 0, to; from < sorted.Length; from = to)
            {
                to = EndOfTies(sorted, from);
                long positives = Count(labels, from, to, label);
                sum += positives * ((double)found / (sorted.Length - from));
                found -= positives;
            }
            return sum;
        }

        private static int EndOfTies(float[] sorted, int from)
        {
            int to = from + 1;
            while (to < sorted.Length && sorted[to] == sorted[from]) to++;
            return to;
        }

        private static long Count(int[] labels, int from, int to, int label)
        {
            long count = 0;
            for (int i = from; i < to; i++)
                if (labels[i] == label) count++;
            return count;
        }
    }
}
