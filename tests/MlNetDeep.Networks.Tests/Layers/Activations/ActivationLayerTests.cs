using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public class ActivationLayerTests
{
    private static void Check(GoldenCase golden, Layer layer, Func<GoldenArray, GoldenArray> layout, Tensor? weight = null)
    {
        Tensor input = layout(golden.Input("input")).ToTensor(true);
        Tensor output = layer.Predict(input, weight is null ? [] : [weight]);
        output.Backward(layout(golden.Input("grad_output")).ToTensor());
        golden.Check("output", layout(golden.Output()), output.Span);
        golden.Check("input gradient", layout(golden.Gradient("input")), input.Grad!.Span);
    }

    [Theory]
    [InlineData("leaky_relu_random")]
    [InlineData("leaky_relu_extreme")]
    public void LeakyRelu_is_PyTorchs(string name)
    {
        GoldenCase golden = Golden.Case("ops_act", name);
        Check(golden, new LeakyRelu(golden.Number("slope")), array => array);
    }

    [Fact]
    public void LeakyRelu_has_the_slope_of_Keras() => Assert.Equal([-0.3f, 2], new LeakyRelu().Predict(Tensor.From([-1, 2], [1, 2])).ToArray());

    [Theory]
    [InlineData("elu_random")]
    [InlineData("elu_extreme")]
    public void Elu_is_PyTorchs(string name)
    {
        GoldenCase golden = Golden.Case("ops_act", name);
        Check(golden, new Elu(golden.Number("alpha")), array => array);
    }

    [Theory]
    [InlineData("prelu_shared", true)]
    [InlineData("prelu_per_channel", false)]
    public void PRelu_is_PyTorchs(string name, bool shared)
    {
        GoldenCase golden = Golden.Case("ops_act", name);
        Tensor alpha = golden.Input("weight").ToTensor(true);
        var layer = new PRelu { Shared = shared };
        WeightSpec spec = Assert.Single(layer.WeightsFor([[3, 3, 4]]));
        Assert.Equal(("alpha", alpha.Shape, false), (spec.Name, spec.Shape, spec.Decays));
        Check(golden, layer, array => array.ChannelsLast, alpha);
        golden.Check("alpha gradient", golden.Gradient("weight"), alpha.Grad!.Span);
    }

    [Fact]
    public void PRelu_starts_at_a_quarter() =>
        Assert.Equal([-0.25f, -0.5f, 3], Network.Sequential([3], [new PRelu()]).Predict(Tensor.From([-1, -2, 3], [1, 3])).ToArray());

    [Theory]
    [InlineData("softmax_axis1")]
    [InlineData("softmax_axis1_nchw")]
    [InlineData("softmax_large")]
    public void Softmax_is_PyTorchs(string name)
    {
        Check(Golden.Case("ops_act", name), new Softmax(), array => array.ChannelsLast);
        Check(Golden.Case("ops_act", name), new Softmax(1), array => array);
    }

    [Fact]
    public void What_they_cannot_take_is_refused()
    {
        new LeakyRelu(float.NaN).Refuses([4], "NegativeSlope must be finite, is NaN");
        new Elu(float.PositiveInfinity).Refuses([4], "Alpha must be finite, is Infinity");
        new PRelu().Refuses([], "expects at least one axis; received []");
        new Softmax(2).Refuses([4], "Axis must be 1 to 1 (0 is the batch) or -1 to -1, is 2; received [4]");
        Assert.Equal("leaky_relu (LeakyRelu): expects one input; received [3] and [3]", Assert.Throws<ShapeException>(() => new LeakyRelu().Call(Network.Input([3]), Network.Input([3]))).Message);
    }
}
