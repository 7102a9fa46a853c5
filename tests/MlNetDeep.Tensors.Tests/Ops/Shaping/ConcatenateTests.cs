using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class ConcatenateTests
{
    [Fact]
    public void Golden_numbers()
    {
        GoldenCase golden = Golden.Case("ops_pool", "concat_c");
        Tensor a = golden.Input("a").ChannelsLast.ToTensor(true), b = golden.Input("b").ChannelsLast.ToTensor(true);
        Tensor output = Ops.Concatenate([a, b]);
        output.Backward(golden.Input("grad_output").ChannelsLast.ToTensor());
        golden.Check("output", golden.Output().ChannelsLast, output.Span);
        golden.Check("gradient of a", golden.Gradient("a").ChannelsLast, a.Grad!.Span);
        golden.Check("gradient of b", golden.Gradient("b").ChannelsLast, b.Grad!.Span);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void Central_differences(int axis)
    {
        Tensor a = GradientCheck.Random([2, 3, 2], 1), b = GradientCheck.Random([2, 3, 2], 2);
        GradientCheck.Run(() => Ops.Concatenate([a, b, a], axis), a, b);
    }

    [Fact]
    public void Empty_parts_are_allowed() => Assert.Equal([1, 2], Ops.Concatenate([Tensor.Zeros([0]), Tensor.From([1, 2], [2])], 0).ToArray());

    [Fact]
    public void Errors_name_the_axis_and_all_shapes()
    {
        string message = Assert.Throws<ArgumentException>(() => Ops.Concatenate([Tensor.Zeros([2, 3]), Tensor.Zeros([4, 3])])).Message;
        Assert.Contains("axis 0 is 2 and 4; received shapes [2, 3], [4, 3]", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Ops.Concatenate([]));
        Assert.Throws<ArgumentException>(() => Ops.Concatenate([Tensor.Zeros([2])], 1));
        Assert.Throws<ArgumentException>(() => Ops.Concatenate([Tensor.Zeros([2]), Tensor.Zeros([2, 2])], 0));
    }
}
