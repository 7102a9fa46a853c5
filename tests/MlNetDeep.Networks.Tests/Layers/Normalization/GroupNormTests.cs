using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public class GroupNormTests
{
    [Fact]
    public void Numbers_are_PyTorchs() =>
        NormalizationLayerGolden.Check(Golden.Case("ops_norm", "groupnorm_3"), new GroupNorm(3), array => array.ChannelsLast, weight => weight);

    [Fact]
    public void What_it_cannot_take_is_refused()
    {
        new GroupNorm(0).Refuses([4], "Groups must be at least 1, is 0");
        new GroupNorm(2) { Epsilon = -1 }.Refuses([4], "Epsilon must be above 0, is -1");
        new GroupNorm().Refuses([4, 4, 48], "expects a number of channels that Groups 32 divides; received [4, 4, 48]");
        new GroupNorm().Refuses([], "expects at least one axis; received []");
    }
}
