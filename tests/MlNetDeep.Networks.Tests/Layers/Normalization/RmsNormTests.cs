using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class RmsNormTests
{
    [Fact]
    public void Divides_by_the_root_mean_square()
    {
        // The mean squares are (1 + 49) / 2 = 25 and (9 + 9) / 2 = 9.
        Tensor output = new RmsNorm { Epsilon = 1e-9f }.Predict(Tensor.From([1, 7, -3, 3], [2, 2]), Tensor.From([1, 2], [2]));
        float[] expected = [0.2f, 2.8f, -1, 2];
        for (int i = 0; i < 4; i++) Assert.Equal(expected[i], output.Span[i], 1e-5f);
        Tensor large = new RmsNorm { Epsilon = 24, Scale = false }.Predict(Tensor.From([1, 7], [1, 2]));
        Assert.Equal(1 / 7f, large.Span[0], 1e-5f);
    }

    [Fact]
    public void What_it_cannot_take_is_refused()
    {
        new RmsNorm { LastAxes = -1 }.Refuses([4], "LastAxes must be at least 1, is -1");
        new RmsNorm { Epsilon = float.NaN }.Refuses([4], "Epsilon must be above 0, is NaN");
        new RmsNorm { LastAxes = 3 }.Refuses([4, 5], "expects at least 3 axes, which LastAxes normalises over; received [4, 5]");
    }
}
