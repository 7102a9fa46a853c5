namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    [Fact] public void AveragePool2D() => LayerConformance.Verify(new AveragePool2D(2), s_image);

    [Fact] public void AveragePool2D_overlapping() => LayerConformance.Verify(new AveragePool2D((3, 2)) { Stride = (2, 1), Padding = Padding.Same, CountIncludePad = true, CeilMode = true }, s_image);

    [Fact] public void AdaptiveAveragePool2D() => LayerConformance.Verify(new AdaptiveAveragePool2D((4, 3)), s_image);

    [Fact] public void AdaptiveMaxPool2D() => LayerConformance.Verify(new AdaptiveMaxPool2D(2), s_image);

    [Fact] public void GlobalMaxPool2D() => LayerConformance.Verify(new GlobalMaxPool2D(), s_image);
}
