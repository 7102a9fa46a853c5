using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The mean negative natural logarithm of the probability given to the right class. Probabilities are clipped to 2^-23 and 1 - 2^-23 as
/// scikit-learn does for float32, and divided by their sum; logits need no clipping. NaN without samples.
/// </summary>
/// <remarks><inheritdoc cref="ClassMetric" path="/remarks"/></remarks>
public sealed class LogLoss : ClassMetric
{
    private const double Smallest = 1.0 / (1 << 23);

    /// <inheritdoc/>
    public override string Name => "log_loss";

    /// <inheritdoc/>
    public override MetricAccumulator Start() => new Accumulator(this);

    private sealed class Accumulator(LogLoss metric) : MetricAccumulator
    {
        private double _sum;
        private long _rows;

        public override double Result => _sum / _rows;

        public override void Add(Tensor output, Batch batch)
        {
            var rows = new ClassRows(metric.Name, output, batch, metric.Binary, metric.IgnoreLabel);
            for (int row = 0; row < rows.Count; row++)
            {
                int label = rows.Label(row);
                if (label < 0) continue;
                ReadOnlySpan<float> scores = rows.Scores(row);
                _sum += (metric.FromLogits, rows.IsBinary) switch
                {
                    (true, true) => Softplus(label == 1 ? -scores[0] : scores[0]),
                    (true, false) => LogSumExp(scores) - scores[label],
                    (false, true) => -Math.Log(Clip(label == 1 ? scores[0] : 1 - (double)scores[0])),
                    (false, false) => OfProbabilities(scores, label),
                };
                _rows++;
            }
        }

        private static double Clip(double probability) => Math.Clamp(probability, Smallest, 1 - Smallest);

        private static double OfProbabilities(ReadOnlySpan<float> probabilities, int label)
        {
            double sum = 0;
            foreach (float probability in probabilities) sum += Clip(probability);
            return Math.Log(sum) - Math.Log(Clip(probabilities[label]));
        }

        private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

        private static double LogSumExp(ReadOnlySpan<float> x)
        {
            double highest = double.NegativeInfinity, sum = 0;
            foreach (float value in x) highest = Math.Max(highest, value);
            foreach (float value in x) sum += Math.Exp(value - highest);
            return highest + Math.Log(sum);
        }
    }
}
