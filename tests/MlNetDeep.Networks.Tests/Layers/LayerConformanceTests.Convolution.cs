namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    [Fact] public void DepthwiseConv2D() => LayerConformance.Verify(new DepthwiseConv2D(3), s_image);

    [Fact] public void DepthwiseConv2D_with_everything() => LayerConformance.Verify(
        new DepthwiseConv2D((3, 2)) { DepthMultiplier = 2, Stride = 2, Padding = Padding.Same, Activation = "relu", UseBias = false, KernelRegularizer = "l2(0.01)", KernelConstraint = "max_norm(2)" }, s_image);
}
