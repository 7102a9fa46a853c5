using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Outsider.Tests;

/// <summary>A metric of an outsider that is a mean over samples.</summary>
public sealed class MeanError : MeanMetric
{
    public override string Name => "mean_error";

    public override double Compute(Tensor output, Batch batch) =>
        output.ToArray().Zip(batch.Targets!.ToArray(), (a, b) => Math.Abs((double)a - b)).Average();
}
