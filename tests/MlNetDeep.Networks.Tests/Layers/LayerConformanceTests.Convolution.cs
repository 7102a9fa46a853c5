using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    private static readonly Shape s_sequence = [9, 4];

    [Fact] public void DepthwiseConv2D() => LayerConformance.Verify(new DepthwiseConv2D(3), s_image);

    [Fact]
    public void DepthwiseConv2D_with_everything() => LayerConformance.Verify(
        new DepthwiseConv2D((3, 2)) { DepthMultiplier = 2, Stride = 2, Padding = Padding.Same, Activation = "relu", UseBias = false, KernelRegularizer = "l2(0.01)", KernelConstraint = "max_norm(2)" }, s_image);

    [Fact] public void Conv1D() => LayerConformance.Verify(new Conv1D(5, 3), s_sequence);

    [Fact] public void Conv1D_causal() => LayerConformance.Verify(new Conv1D(4, 2) { Padding = Padding1D.Causal, Dilation = 3, Activation = "relu", KernelRegularizer = "l2(0.01)" }, s_sequence);

    [Fact] public void Conv1D_with_everything() => LayerConformance.Verify(new Conv1D(6, 4) { Padding = Padding1D.Same, Stride = 2, Groups = 2, UseBias = false, Activation = "tanh", KernelInitializer = "he_normal", KernelConstraint = "max_norm(2)" }, s_sequence);

    [Fact] public void Conv1D_padded_by_numbers() => LayerConformance.Verify(new Conv1D(3, 3) { Padding = Padding1D.Explicit(2, 1), BiasRegularizer = "l2(0.01)" }, s_sequence);

    [Fact] public void Conv2DTranspose() => LayerConformance.Verify(new Conv2DTranspose(3, 3), [3, 4, 2]);

    [Fact] public void Conv2DTranspose_same() => LayerConformance.Verify(new Conv2DTranspose(4, (3, 2)) { Stride = (2, 3), Padding = Padding.Same, Activation = "gelu", KernelRegularizer = "l2(0.01)" }, [3, 4, 2]);

    [Fact]
    public void Conv2DTranspose_with_everything() => LayerConformance.Verify(
        new Conv2DTranspose(4, (3, 2))
        {
            Stride = (2, 1),
            Dilation = (1, 2),
            Groups = 2,
            Padding = Padding.Explicit(new Padding2D(1, 0, 1, 1)),
            OutputPadding = (1, 0),
            UseBias = false,
            KernelConstraint = "max_norm(2)",
        },
        [3, 4, 2]);

    [Fact] public void SeparableConv2D() => LayerConformance.Verify(new SeparableConv2D(5, 3), s_image);

    [Fact]
    public void SeparableConv2D_with_everything() => LayerConformance.Verify(
        new SeparableConv2D(3, (3, 2))
        {
            DepthMultiplier = 2,
            Stride = 2,
            Padding = Padding.Same,
            Activation = "relu",
            UseBias = false,
            DepthwiseInitializer = "he_normal",
            PointwiseInitializer = "he_uniform",
            DepthwiseRegularizer = "l2(0.01)",
            PointwiseConstraint = "max_norm(2)",
        },
        s_image);
}
