namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    [Fact] public void AveragePool2D() => LayerConformance.Verify(new AveragePool2D(2), s_image);

    [Fact] public void AveragePool2D_overlapping() => LayerConformance.Verify(new AveragePool2D((3, 2)) { Stride = (2, 1), Padding = Padding.Same, CountIncludePad = true, CeilMode = true }, s_image);

    [Fact] public void AdaptiveAveragePool2D() => LayerConformance.Verify(new AdaptiveAveragePool2D((4, 3)), s_image);

    [Fact] public void AdaptiveMaxPool2D() => LayerConformance.Verify(new AdaptiveMaxPool2D(2), s_image);

    [Fact] public void GlobalMaxPool2D() => LayerConformance.Verify(new GlobalMaxPool2D(), s_image);

    [Fact] public void MaxPool1D() => LayerConformance.Verify(new MaxPool1D(2), s_sequence);

    [Fact] public void MaxPool1D_overlapping() => LayerConformance.Verify(new MaxPool1D(3) { Stride = 2, Padding = Padding1D.Same, CeilMode = true }, s_sequence);

    [Fact] public void MaxPool1D_dilated() => LayerConformance.Verify(new MaxPool1D(3) { Stride = 1, Dilation = 2, Padding = Padding1D.Explicit(1, 0) }, s_sequence);

    [Fact] public void AveragePool1D() => LayerConformance.Verify(new AveragePool1D(2), s_sequence);

    [Fact] public void AveragePool1D_overlapping() => LayerConformance.Verify(new AveragePool1D(3) { Stride = 2, Padding = Padding1D.All(1), CountIncludePad = true, CeilMode = true }, s_sequence);

    [Fact] public void GlobalAveragePool1D() => LayerConformance.Verify(new GlobalAveragePool1D(), s_sequence);

    [Fact] public void GlobalMaxPool1D() => LayerConformance.Verify(new GlobalMaxPool1D(), s_sequence);

    [Fact] public void AdaptiveAveragePool1D() => LayerConformance.Verify(new AdaptiveAveragePool1D(4), s_sequence);

    [Fact] public void AdaptiveMaxPool1D() => LayerConformance.Verify(new AdaptiveMaxPool1D(4), s_sequence);
}
