using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

/// <summary>Compares a layer with gamma and beta with a golden case of PyTorch, forwards and backwards.</summary>
internal static class NormalizationLayerGolden
{
    public static void Check(GoldenCase golden, Layer layer, Func<GoldenArray, GoldenArray> layout, Func<GoldenArray, GoldenArray> weightLayout)
    {
        Tensor input = layout(golden.Input("input")).ToTensor(true);
        Tensor gamma = weightLayout(golden.Input("weight")).ToTensor(true), beta = weightLayout(golden.Input("bias")).ToTensor(true);
        Assert.Equal(
            [("gamma", gamma.Shape), ("beta", beta.Shape)],
            layer.WeightsFor([new Shape(input.Shape.Dimensions[1..])]).Select(weight => (weight.Name, weight.Shape)));
        Tensor output = layer.Predict(input, gamma, beta);
        output.Backward(layout(golden.Input("grad_output")).ToTensor());
        golden.Check("output", layout(golden.Output()), output.Span);
        golden.Check("input gradient", layout(golden.Gradient("input")), input.Grad!.Span);
        golden.Check("gamma gradient", weightLayout(golden.Gradient("weight")), gamma.Grad!.Span);
        golden.Check("beta gradient", weightLayout(golden.Gradient("bias")), beta.Grad!.Span);
    }
}
