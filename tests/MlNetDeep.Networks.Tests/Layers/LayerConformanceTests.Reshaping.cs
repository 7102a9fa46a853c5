using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    [Fact] public void ZeroPadding2D() => LayerConformance.Verify(new ZeroPadding2D(Padding.Explicit(new Padding2D(1, 0, 2, 3))), s_image);
}
