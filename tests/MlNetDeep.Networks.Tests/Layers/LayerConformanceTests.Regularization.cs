namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    [Fact] public void SpatialDropout1D() => LayerConformance.Verify(new SpatialDropout1D(0.3f), [5, 8]);

    [Fact] public void SpatialDropout2D() => LayerConformance.Verify(new SpatialDropout2D(0.3f), s_image);

    [Fact] public void AlphaDropout() => LayerConformance.Verify(new AlphaDropout(0.2f), [40]);

    [Fact] public void GaussianNoise() => LayerConformance.Verify(new GaussianNoise(0.1f), [20]);

    [Fact] public void GaussianDropout() => LayerConformance.Verify(new GaussianDropout(0.2f), [20]);
}
