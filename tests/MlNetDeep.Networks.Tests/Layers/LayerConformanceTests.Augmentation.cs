using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    [Fact] public void RandomFlip2D() => LayerConformance.Verify(new RandomFlip2D(), s_image);

    [Fact] public void RandomFlip2D_both_ways() => LayerConformance.Verify(new RandomFlip2D(true, true), s_image);

    [Fact] public void RandomTranslation2D() => LayerConformance.Verify(new RandomTranslation2D(0.1f, 0.1f), s_image);

    [Fact]
    public void RandomTranslation2D_with_everything() => LayerConformance.Verify(
        new RandomTranslation2D((-0.1f, 0.2f), 0) { FillMode = FillMode.Constant, FillValue = 0.5f, Sampling = SamplingMode.Nearest },
        s_image);

    [Fact] public void RandomRotation2D() => LayerConformance.Verify(new RandomRotation2D(0.03f), s_image);

    [Fact] public void RandomRotation2D_with_everything() => LayerConformance.Verify(new RandomRotation2D((0, 0.05f)) { FillMode = FillMode.Wrap, Sampling = SamplingMode.Nearest, FillValue = 1 }, s_image);

    [Fact] public void RandomZoom2D() => LayerConformance.Verify(new RandomZoom2D(0.1f), s_image);

    [Fact] public void RandomZoom2D_with_everything() => LayerConformance.Verify(new RandomZoom2D((0, 0.2f)) { WidthFactor = 0.1f, FillMode = FillMode.Nearest }, s_image);

    [Fact] public void RandomCrop2D() => LayerConformance.Verify(new RandomCrop2D(5, 4), s_image);

    [Fact] public void RandomBrightness2D() => LayerConformance.Verify(new RandomBrightness2D(0.1f) { ValueRange = (-2, 2) }, s_image);

    [Fact] public void RandomBrightness2D_without_a_range() => LayerConformance.Verify(new RandomBrightness2D((-0.1f, 0.2f)) { ValueRange = null }, s_image);

    [Fact] public void RandomContrast2D() => LayerConformance.Verify(new RandomContrast2D(0.2f) { ValueRange = (-2, 2) }, s_image);

    [Fact] public void RandomContrast2D_without_a_range() => LayerConformance.Verify(new RandomContrast2D((-0.1f, 0.3f)) { ValueRange = null }, s_image);

    [Fact] public void RandomErasing2D() => LayerConformance.Verify(new RandomErasing2D(), s_image);

    [Fact] public void RandomErasing2D_with_everything() => LayerConformance.Verify(new RandomErasing2D(0.9f) { Scale = (0.05f, 0.1f), Ratio = (0.5f, 2), FillValue = [1, 2, 3, 4] }, s_image);
}
