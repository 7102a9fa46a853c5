using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class PReluTests
{
    public static TheoryData<string> Cases => Golden.Names("ops_act", "prelu");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_act", name);
        Tensor input = golden.Input("input").ChannelsLast.ToTensor(true), slope = golden.Input("weight").ToTensor(true);
        Tensor output = Ops.PRelu(input, slope);
        output.Backward(golden.Input("grad_output").ChannelsLast.ToTensor());
        golden.Check("output", golden.Output().ChannelsLast, output.Span);
        golden.Check("input gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
        golden.Check("slope gradient", golden.Gradient("weight"), slope.Grad!.Span);
    }

    // Channels that divide a row of the kernel, that do not, and that exceed it; lengths of short last rows and several blocks.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 127)]
    [InlineData(1, 70_001)]
    [InlineData(3, 5)]
    [InlineData(3, 43)]
    [InlineData(8, 17)]
    [InlineData(17, 6000)]
    [InlineData(200, 3)]
    public void Agrees_with_a_plain_loop(int slopes, int rows)
    {
        Tensor input = GradientCheck.Random([rows, slopes], 1), slope = GradientCheck.Random([slopes], 2), gradient = GradientCheck.Random([rows, slopes], 3);
        input.RequiresGrad = slope.RequiresGrad = true;
        Tensor output = Ops.PRelu(input, slope);
        output.Backward(gradient);
        var sums = new double[slopes];
        for (int i = 0; i < input.Count; i++)
        {
            bool above = input.Span[i] > 0;
            Assert.Equal(above ? input.Span[i] : input.Span[i] * slope.Span[i % slopes], output.Span[i]);
            Assert.Equal(above ? gradient.Span[i] : gradient.Span[i] * slope.Span[i % slopes], input.Grad!.Span[i]);
            if (!above) sums[i % slopes] += input.Span[i] * gradient.Span[i];
        }
        for (int c = 0; c < slopes; c++) Assert.Equal(sums[c], slope.Grad!.Span[c], 1e-6 * (10 + Math.Sqrt(rows)));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    public void Zero_takes_the_slope_and_a_NaN_stays(int length)
    {
        Tensor input = Tensor.Zeros([length]), slope = Tensor.From([0.25f], [1]);
        input.Span[1] = float.NaN;
        input.Span[2] = float.NegativeInfinity;
        input.Span[3] = float.PositiveInfinity;
        input.RequiresGrad = slope.RequiresGrad = true;
        Tensor output = Ops.PRelu(input, slope);
        output.Backward(Tensor.Ones([length]));
        Assert.Equal([0, float.NaN, float.NegativeInfinity, float.PositiveInfinity, 0], output.ToArray()[..5]);
        Assert.Equal([0.25f, 0.25f, 0.25f, 1, 0.25f], input.Grad!.ToArray()[..5]);
        Assert.True(float.IsNaN(slope.Grad!.Item()));
    }

    [Fact]
    public void Channels_without_numbers_are_defined() => Assert.Equal<Shape>([3, 0], Ops.PRelu(Tensor.Zeros([3, 0]), Tensor.Zeros([0])).Shape);

    [Fact]
    public void Errors_name_the_rule_and_all_shapes()
    {
        string message = Assert.Throws<ArgumentException>(() => Ops.PRelu(Tensor.Zeros([2, 3]), Tensor.Zeros([2]))).Message;
        Assert.Contains("PRelu: the slope is [1], or [C] with one number per channel, the last axis; received shapes [2, 3], [2]", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Ops.PRelu(Tensor.Zeros([2, 3]), Tensor.Scalar(1)));
    }
}
