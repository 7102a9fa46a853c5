namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    [Fact] public void StochasticDepth_of_images() => LayerConformance.Verify(new StochasticDepth(0.3f), s_image);

    [Fact] public void StochasticDepth_of_vectors() => LayerConformance.Verify(new StochasticDepth(0), [7]);

    [Fact] public void Activation_relu6() => LayerConformance.Verify(new Activation("relu6"), [9]);
}
