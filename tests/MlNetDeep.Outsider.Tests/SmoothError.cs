using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Outsider.Tests;

/// <summary>A loss of an outsider for a whole batch: the mean of sqrt(1 + d^2) - 1.</summary>
public sealed class SmoothError : Loss
{
    public override IReadOnlyList<Metric> DefaultMetrics => [new WorstError()];

    public override Tensor Compute(Tensor output, Batch batch) => Ops.Mean(Ops.Sqrt(Ops.Square(output - batch.Targets!) + 1f) - 1f);
}
