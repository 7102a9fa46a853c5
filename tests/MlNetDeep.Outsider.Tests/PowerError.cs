using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Outsider.Tests;

/// <summary>A loss of an outsider for each sample, |output - target|^3, which is weighted without a line for it.</summary>
public sealed class PowerError : PerSampleLoss
{
    public override Tensor PerSample(Tensor output, Batch batch)
    {
        Tensor error = Ops.Abs(output - batch.Targets!);
        return Ops.Sum(Ops.Square(error) * error, [1]);
    }
}
