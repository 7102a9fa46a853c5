using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Outsider.Tests;

/// <summary>A metric of an outsider that is no mean: the largest absolute error of all samples.</summary>
public sealed class WorstError : Metric
{
    public override string Name => "worst";

    public override MetricAccumulator Start() => new Accumulator();

    private sealed class Accumulator : MetricAccumulator
    {
        private double _worst = double.NaN;

        public override double Result => _worst;

        public override void Add(Tensor output, Batch batch)
        {
            for (int i = 0; i < output.Count; i++)
            {
                double error = Math.Abs((double)output.Span[i] - batch.Targets!.Span[i]);
                if (!(error <= _worst)) _worst = error;
            }
        }
    }
}
