using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A convolution of an <see cref="InferencePlan"/>. A second input, of the shape of the result, is added before the activation.
/// </summary>
internal sealed record FusedConv2D(Conv2D Convolution) : Layer
{
    public override string TypeName => Convolution.TypeName;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Convolution.OutputShape([inputs[0]]);

    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs) => Convolution.WeightsFor([inputs[0]]);

    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context) =>
        Convolution.Activation.ApplyRest(Prepare(weights, inputs[0].Shape[1], inputs[0].Shape[2]).Apply(inputs[0], inputs.Count > 1 ? inputs[1] : null));

    public PreparedConvolution2D Prepare(IReadOnlyList<Tensor> weights, int height, int width) =>
        new(weights[0], Convolution.UseBias ? weights[1] : null, Convolution.OptionsFor(height, width));
}
