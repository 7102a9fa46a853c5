using System.Globalization;
using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

/// <summary>A layer by itself against golden numbers, numbers by hand, and the texts of its errors.</summary>
internal static class LayerReference
{
    public static Tensor Leaf(GoldenArray array)
    {
        Tensor tensor = Tensor.From(array.Values, array.Shape);
        tensor.RequiresGrad = true;
        return tensor;
    }

    /// <summary>Applies a layer after checking that its rule for shapes accepts the inputs, and that it said the shape that came out.</summary>
    public static Tensor Apply(Layer layer, Tensor[] inputs, params Tensor[] weights)
    {
        Shape[] samples = [.. inputs.Select(input => new Shape(input.Shape.Dimensions[1..]))];
        Node node = layer.Call([.. samples.Select(shape => Network.Input(shape))]);
        Assert.Equal(weights.Select(weight => weight.Shape), layer.WeightsFor(samples).Select(spec => spec.Shape));
        Tensor output = layer.Apply(inputs, weights, ForwardContext.Inference);
        Assert.Equal(new Shape([inputs[0].Shape[0], .. node.Shape.Dimensions]), output.Shape);
        return output;
    }

    /// <summary>Checks output and gradients of a layer with a kernel and a bias; the kernel turned by the given permutation.</summary>
    public static void CheckGolden(GoldenCase golden, Layer layer, Func<GoldenArray, GoldenArray>? kernelToOurs = null)
    {
        Tensor input = Leaf(golden.Input("input").ChannelsLast);
        var weights = new List<(string Name, Tensor Value, Func<GoldenArray, GoldenArray> ToOurs)>();
        if (kernelToOurs is not null) weights.Add(("weight", Leaf(kernelToOurs(golden.Input("weight"))), kernelToOurs));
        if (golden.OptionalInput("bias") is { } bias) weights.Add(("bias", Leaf(bias), array => array));

        Tensor output = Apply(layer, [input], [.. weights.Select(weight => weight.Value)]);
        GoldenArray direction = golden.Input("grad_output").ChannelsLast;
        output.Backward(Tensor.From(direction.Values, direction.Shape));
        golden.Check("output", golden.Output().ChannelsLast, output.Span);
        golden.Check("input gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
        foreach ((string name, Tensor value, Func<GoldenArray, GoldenArray> toOurs) in weights) golden.Check($"{name} gradient", toOurs(golden.Gradient(name)), value.Grad!.Span);
    }

    /// <summary>Compares with numbers by hand, of the given shape.</summary>
    public static void AssertIs(float[] expected, Shape shape, Tensor actual)
    {
        Assert.Equal(shape, actual.Shape);
        float[] numbers = actual.ToArray();
        for (int i = 0; i < expected.Length; i++)
            Assert.True(MathF.Abs(expected[i] - numbers[i]) <= 1e-5f + 1e-5f * MathF.Abs(expected[i]), string.Create(CultureInfo.InvariantCulture, $"number {i} is {numbers[i]}, expected {expected[i]}"));
    }

    /// <summary>The message with which a layer refuses its options or inputs.</summary>
    public static string Refused(Layer layer, params Shape[] inputs) =>
        Assert.Throws<ShapeException>(() => layer.Call([.. inputs.Select(shape => Network.Input(shape))])).Message;
}
