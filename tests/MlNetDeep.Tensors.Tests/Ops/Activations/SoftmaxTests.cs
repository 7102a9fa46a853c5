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

    // Widths around those of vectors, and enough rows for several blocks.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(33)]
    [InlineData(1000)]
    public void A_plain_loop_gives_the_same_numbers(int classes)
    {
        const int rows = 70;
        Tensor x = GradientCheck.Random([rows, classes], (ulong)classes, -4, 4);
        float[] softmax = Ops.Softmax(x).ToArray(), logSoftmax = Ops.LogSoftmax(x).ToArray();
        for (int row = 0; row < rows; row++)
        {
            double[] logits = [.. x.ToArray().Skip(row * classes).Take(classes).Select(v => (double)v)];
            double sum = logits.Sum(Math.Exp);
            for (int c = 0; c < classes; c++)
            {
                Assert.Equal(Math.Exp(logits[c]) / sum, softmax[(row * classes) + c], 1e-6);
                Assert.Equal(logits[c] - Math.Log(sum), logSoftmax[(row * classes) + c], 1e-5);
            }
        }
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
