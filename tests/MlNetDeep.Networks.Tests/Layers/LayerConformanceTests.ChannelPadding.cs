namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    [Fact] public void ChannelPadding() => LayerConformance.Verify(new ChannelPadding(1, 2), s_image);

    [Fact] public void ChannelPadding_of_nothing() => LayerConformance.Verify(new ChannelPadding(0, 0), s_image);
}
