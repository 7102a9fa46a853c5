using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class ChannelPaddingTests
{
    [Fact]
    public void Zeros_lie_before_and_after_the_channels()
    {
        Tensor y = Network.Sequential([2, 1, 2], [new ChannelPadding(1, 2)]).Predict(Tensor.From([1f, 2f, 3f, 4f], [1, 2, 1, 2]));
        Assert.Equal([1, 2, 1, 5], y.Shape.Dimensions.ToArray());
        Assert.Equal([0f, 1f, 2f, 0f, 0f, 0f, 3f, 4f, 0f, 0f], y.ToArray());
    }

    [Fact]
    public void Options_and_inputs_out_of_range_are_refused()
    {
        Assert.Contains("Before and After must be at least 0, are -1 and 2", Assert.Throws<ShapeException>(() => Network.Input([2, 2, 2]).Apply(new ChannelPadding(-1, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("expects [height, width, channels]; received [4]", Assert.Throws<ShapeException>(() => Network.Input([4]).Apply(new ChannelPadding(1, 1))).Message, StringComparison.Ordinal);
    }
}
