using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>A metric that is a mean over all numbers of output and targets, or a function of it.</summary>
public abstract class ErrorMetric : Metric
{
    private protected ErrorMetric()
    {
    }

    /// <inheritdoc/>
    public sealed override MetricAccumulator Start() => new Accumulator(this);

    private protected abstract double Of(double output, double target);

    private protected virtual double Of(double mean) => mean;

    private sealed class Accumulator(ErrorMetric metric) : MetricAccumulator
    {
        private double _sum;
        private long _count;

        public override double Result => metric.Of(_sum / _count);

        public override void Add(Tensor output, Batch batch)
        {
            ArgumentNullException.ThrowIfNull(output);
            ArgumentNullException.ThrowIfNull(batch);
            ReadOnlySpan<float> outputs = output.Span, targets = LossInputs.Targets(metric.Name, output, batch).Span;
            for (int i = 0; i < outputs.Length; i++) _sum += metric.Of(outputs[i], targets[i]);
            _count += outputs.Length;
        }
    }
}
