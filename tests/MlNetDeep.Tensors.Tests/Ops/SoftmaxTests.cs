using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class SoftmaxTests
{
    public static TheoryData<string> Cases => Golden.Names("ops_act", "softmax", "log_softmax");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_act", name);
        Tensor input = golden.Input("input").ChannelsLast.ToTensor(true);
        Tensor output = golden.Operation == "softmax" ? Ops.Softmax(input) : Ops.LogSoftmax(input);
        output.Backward(golden.Input("grad_output").ChannelsLast.ToTensor());
        golden.Check("output", golden.Output().ChannelsLast, output.Span);
        golden.Check("gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
    }

    [Fact]
    public void Central_differences()
    {
        Tensor x = GradientCheck.Random([3, 5], 1, -2, 2);
        GradientCheck.Run(() => Ops.Softmax(x), x);
        GradientCheck.Run(() => Ops.LogSoftmax(x), x);
    }

    [Fact]
    public void A_row_with_a_NaN_is_NaN_and_leaves_the_others_alone()
    {
        float[] y = Ops.Softmax(Tensor.From([1, float.NaN, 2, 2], [2, 2])).ToArray();
        Assert.True(float.IsNaN(y[0]) && float.IsNaN(y[1]));
        Assert.Equal([0.5f, 0.5f], y[2..]);
    }

    [Fact]
    public void Empty_rows_and_columns_are_defined()
    {
        Assert.Equal<Shape>([0, 3], Ops.Softmax(Tensor.Zeros([0, 3])).Shape);
        Assert.Equal<Shape>([3, 0], Ops.LogSoftmax(Tensor.Zeros([3, 0])).Shape);
        Assert.Throws<ArgumentException>(() => Ops.Softmax(Tensor.Scalar(1)));
    }
}
