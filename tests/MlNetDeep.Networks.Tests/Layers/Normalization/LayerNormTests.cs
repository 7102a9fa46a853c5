using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public class LayerNormTests
{
    [Fact]
    public void Numbers_are_PyTorchs() =>
        NormalizationLayerGolden.Check(Golden.Case("ops_norm", "layernorm_last"), new LayerNorm(), array => array, weight => weight);

    [Fact]
    public void Numbers_over_whole_images_are_PyTorchs() =>
        NormalizationLayerGolden.Check(Golden.Case("ops_norm", "layernorm_chw"), new LayerNorm { LastAxes = 3 }, array => array.ChannelsLast, weight => weight.Permute([1, 2, 0]));

    [Fact]
    public void Weights_are_optional()
    {
        Assert.Empty(new LayerNorm { Scale = false, Center = false }.WeightsFor([[4]]));
        Assert.Equal("beta", Assert.Single(new LayerNorm { Scale = false }.WeightsFor([[4]])).Name);
        Tensor shifted = new LayerNorm { Scale = false, Epsilon = 1e-9f }.Predict(Tensor.From([1, 3, -5, 5], [2, 2]), Tensor.From([10, 20], [2]));
        Assert.Equal([9, 21, 9, 21], shifted.ToArray().Select(v => MathF.Round(v, 4)));
    }

    [Fact]
    public void What_it_cannot_take_is_refused()
    {
        new LayerNorm { LastAxes = 0 }.Refuses([4], "LastAxes must be at least 1, is 0");
        new LayerNorm { Epsilon = 0 }.Refuses([4], "Epsilon must be above 0, is 0");
        new LayerNorm { LastAxes = 2 }.Refuses([4], "expects at least 2 axes, which LastAxes normalises over; received [4]");
    }
}
