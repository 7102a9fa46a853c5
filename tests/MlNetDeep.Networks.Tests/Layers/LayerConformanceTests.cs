using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    private static readonly Shape s_image = [6, 5, 4];

    [Fact] public void Conv2D_valid() => LayerConformance.Verify(new Conv2D(6, 3), s_image);

    [Fact] public void Conv2D_same_with_stride() => LayerConformance.Verify(new Conv2D(3, 3) { Padding = Padding.Same, Stride = 2, Activation = "relu" }, s_image);

    [Fact]
    public void Conv2D_with_everything() => LayerConformance.Verify(
        new Conv2D(4, (3, 2))
        {
            Stride = (1, 2),
            Dilation = (2, 1),
            Groups = 2,
            Padding = Padding.Explicit(new Padding2D(1, 2, 0, 1)),
            Activation = "tanh",
            UseBias = false,
            KernelInitializer = "he_normal",
        },
        s_image);

    [Fact] public void Conv2D_depthwise() => LayerConformance.Verify(new Conv2D(4, 3) { Groups = 4, Padding = Padding.All(1), BiasInitializer = "constant(0.25)" }, s_image);

    [Fact] public void MaxPool2D() => LayerConformance.Verify(new MaxPool2D(2), s_image);

    [Fact] public void MaxPool2D_overlapping() => LayerConformance.Verify(new MaxPool2D(3) { Stride = 2, Padding = Padding.Same, CeilMode = true }, s_image);

    [Fact] public void GlobalAveragePool2D() => LayerConformance.Verify(new GlobalAveragePool2D(), s_image);

    [Fact] public void BatchNorm_of_images() => LayerConformance.Verify(new BatchNorm { Momentum = 0.3f }, s_image);

    [Fact] public void BatchNorm_of_vectors_with_relu() => LayerConformance.Verify(new BatchNorm { Activation = "relu", Epsilon = 1e-3f }, [7]);

    [Theory]
    [InlineData("linear")]
    [InlineData("relu")]
    [InlineData("leaky_relu")]
    [InlineData("leaky_relu(0.2)")]
    [InlineData("elu")]
    [InlineData("elu(0.5)")]
    [InlineData("selu")]
    [InlineData("gelu")]
    [InlineData("silu")]
    [InlineData("sigmoid")]
    [InlineData("tanh")]
    [InlineData("softplus")]
    [InlineData("softsign")]
    [InlineData("hard_swish")]
    [InlineData("hard_sigmoid")]
    [InlineData("mish")]
    [InlineData("softmax")]
    public void Activation(string name) => LayerConformance.Verify(new Activation(name), [9]);

    [Fact] public void Dropout() => LayerConformance.Verify(new Dropout(0.3f), [40]);

    [Fact] public void Flatten() => LayerConformance.Verify(new Flatten(), [2, 3, 4]);

    [Fact] public void Dense() => LayerConformance.Verify(new Dense(5) { Activation = "relu" }, [7]);

    [Fact] public void Dense_of_many_axes() => LayerConformance.Verify(new Dense(5) { UseBias = false, Activation = "gelu", KernelInitializer = "glorot_normal" }, [3, 4]);

    [Fact] public void Concatenate() => LayerConformance.Verify(new Concatenate(), [4, 4, 2], [4, 4, 3], [4, 4, 1]);

    [Fact] public void Add() => LayerConformance.Verify(new Add { Activation = "relu" }, [4, 3], [4, 3], [4, 3]);

    [Fact]
    public void An_outsiders_layer()
    {
        LayerRegistry.Register<Scale>("tests.scale");
        LayerConformance.Verify(new Scale(0.5f), [3, 4]);
    }

    /// <summary>A layer of an outsider: it uses nothing but the public surface.</summary>
    public sealed record Scale(float Start = 1) : Layer
    {
        public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);

        public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs) =>
            [new WeightSpec("scale", [inputs[0][-1]], new Constant(Start)) { Decays = false }];

        public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context) =>
            inputs[0] * weights[0];
    }
}
