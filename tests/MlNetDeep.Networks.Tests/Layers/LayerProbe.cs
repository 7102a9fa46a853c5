using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

/// <summary>Applies one layer by itself, with weights given by hand.</summary>
internal static class LayerProbe
{
    public static Tensor ToTensor(this GoldenArray array, bool requiresGrad = false)
    {
        Tensor tensor = Tensor.From(array.Values, new Shape(array.Shape));
        tensor.RequiresGrad = requiresGrad;
        return tensor;
    }

    public static Tensor Predict(this Layer layer, Tensor input, params Tensor[] weights) => layer.Apply([input], weights, ForwardContext.Inference);

    public static Tensor Train(this Layer layer, Tensor input, ulong seed = 1, long step = 0) =>
        layer.Apply([input], [], new ForwardContext(Training: true, seed, step));

    /// <summary>Asserts that a graph refuses the layer for an input of this shape, with this text after the layer's name.</summary>
    public static void Refuses(this Layer layer, Shape input, string message) =>
        Assert.Equal($"{layer.TypeName} ({layer.GetType().Name}): {message}", Assert.Throws<ShapeException>(() => Network.Input(input).Apply(layer)).Message);
}
