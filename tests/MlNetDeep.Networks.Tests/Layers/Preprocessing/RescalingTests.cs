using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class RescalingTests
{
    [Fact]
    public void One_number_for_all() =>
        Assert.Equal([-1, 0, 1], new Rescaling(1 / 127.5f) { Offset = -1 }.Predict(Tensor.From([0, 127.5f, 255], [1, 3])).ToArray());

    [Fact]
    public void One_number_for_each_channel()
    {
        Tensor input = Tensor.From([1, 2, 3, 4], [1, 2, 2]);
        Assert.Equal([11, 40, 31, 80], new Rescaling([10, 20]) { Offset = [1, 0] }.Predict(input).ToArray());
        Assert.Equal([4, 5, 8, 9], new Rescaling(2) { Offset = [2, 1] }.Predict(input).ToArray());
    }

    [Fact]
    public void Numbers_per_channel_are_equal_by_value()
    {
        Assert.Equal(new Rescaling([1, 2]), new Rescaling((float[])[1, 2]));
        Assert.Equal(new Rescaling([1, 2]).GetHashCode(), new Rescaling((float[])[1, 2]).GetHashCode());
        Assert.NotEqual(new Rescaling([1, 2]), new Rescaling([1, 3]));
        Assert.NotEqual(new Rescaling([1, 1]), new Rescaling(1));
        Assert.Equal("0.5", ((PerChannel)0.5f).ToString());
        Assert.Equal("[0.5, 2]", PerChannel.Create([0.5f, 2]).ToString());
        Assert.False(((PerChannel)1).Equals(null));
    }

    [Fact]
    public void What_it_cannot_take_is_refused()
    {
        new Rescaling(float.NaN).Refuses([3], "Scale must be finite, is NaN");
        new Rescaling(1) { Offset = [0, float.PositiveInfinity] }.Refuses([2], "Offset must be finite, is [0, Infinity]");
        new Rescaling([1, 2]).Refuses([4, 4, 3], "expects 2 channels, one for each number of Scale; received [4, 4, 3]");
        new Rescaling(1) { Offset = [1, 2, 3, 4] }.Refuses([3], "expects 4 channels, one for each number of Offset; received [3]");
        new Rescaling(1).Refuses([], "expects at least one axis; received []");
        Assert.StartsWith("expects one number, or one for each channel; received none", Assert.Throws<ArgumentException>(() => new Rescaling((float[])[])).Message, StringComparison.Ordinal);
    }
}
