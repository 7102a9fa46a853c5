using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Outsider.Tests;

/// <summary>A layer of an outsider: a learned scale of each channel, then x / (1 + |x|).</summary>
public sealed record Squash(float Start = 1) : Layer
{
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);

    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs) =>
        [new WeightSpec("scale", [inputs[0][-1]], new Constant(Start)) { Decays = false }];

    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context) =>
        Ops.Softsign(inputs[0] * weights[0]);
}
