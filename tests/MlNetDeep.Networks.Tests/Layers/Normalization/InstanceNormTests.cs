using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public class InstanceNormTests
{
    [Fact]
    public void Numbers_are_PyTorchs() =>
        NormalizationLayerGolden.Check(Golden.Case("ops_norm", "instancenorm"), new InstanceNorm(), array => array.ChannelsLast, weight => weight);

    [Fact]
    public void What_it_cannot_take_is_refused()
    {
        new InstanceNorm { Epsilon = 0 }.Refuses([4, 4, 3], "Epsilon must be above 0, is 0");
        new InstanceNorm().Refuses([4], "expects [..., channels] with at least one axis of positions; received [4]");
        new InstanceNorm().Refuses([1, 1, 8], "expects more than one position per channel, else nothing of the input is left; received [1, 1, 8]");
    }
}
