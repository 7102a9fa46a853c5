namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    [Fact] public void LocalResponseNorm() => LayerConformance.Verify(new LocalResponseNorm(), s_image);

    [Fact] public void LocalResponseNorm_with_everything() => LayerConformance.Verify(new LocalResponseNorm(2) { Alpha = 0.5f, Beta = 0.5f, K = 2 }, [5, 6]);
}
