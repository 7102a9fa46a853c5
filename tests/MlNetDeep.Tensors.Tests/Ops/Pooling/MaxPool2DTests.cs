using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class MaxPool2DTests
{
    public static TheoryData<string> Cases => Golden.Names("ops_pool", "max_pool2d");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_pool", name);
        int[] kernel = golden.Integers("kernel"), stride = golden.Integers("stride"), padding = golden.Integers("padding"), dilation = golden.Integers("dilation");
        var options = new Pool2DOptions
        {
            KernelH = kernel[0],
            KernelW = kernel[1],
            StrideH = stride[0],
            StrideW = stride[1],
            Padding = new Padding2D(padding[0], padding[0], padding[1], padding[1]),
            DilationH = dilation[0],
            DilationW = dilation[1],
            CeilMode = golden.Flag("ceil_mode"),
        };
        Tensor input = golden.Input("input").ChannelsLast.ToTensor(true);
        Tensor output = Ops.MaxPool2D(input, options);
        output.Backward(golden.Input("grad_output").ChannelsLast.ToTensor());
        golden.Check("output", golden.Output().ChannelsLast, output.Span);
        golden.Check("input gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
    }

    // Channel counts around the vector widths, so that vector and scalar code meet the same reference.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(17)]
    [InlineData(33)]
    public void Agrees_with_a_plain_loop(int channels)
    {
        Tensor input = GradientCheck.Random([2, 7, 6, channels], 4);
        input.Span[5] = float.NaN;
        input.Span[11] = float.PositiveInfinity;
        input.Span[17] = float.NegativeInfinity;
        for (int i = 20; i < input.Count; i += 3) input.Span[i] = 0.25f;
        input.RequiresGrad = true;
        Tensor output = Ops.MaxPool2D(input, new Pool2DOptions { KernelH = 3, KernelW = 2, StrideH = 2, StrideW = 1, Padding = new Padding2D(1, 0, 0, 1) });
        Assert.Equal<Shape>([2, 3, 6, channels], output.Shape);
        Tensor gradient = GradientCheck.Random(output.Shape, 5);
        output.Backward(gradient);

        var expected = new float[input.Count];
        for (int n = 0, o = 0; n < 2; n++)
        {
            for (int oh = 0; oh < 3; oh++)
            {
                for (int ow = 0; ow < 6; ow++)
                {
                    for (int c = 0; c < channels; c++, o++)
                    {
                        float best = float.NegativeInfinity;
                        int from = -1;
                        for (int h = Math.Max(0, (oh * 2) - 1); h < Math.Min(7, (oh * 2) + 2); h++)
                        {
                            for (int w = ow; w < Math.Min(6, ow + 2); w++)
                            {
                                int i = (((((n * 7) + h) * 6) + w) * channels) + c;
                                float value = input.Span[i];
                                if (from >= 0 && !(value > best) && !float.IsNaN(value)) continue;
                                best = value;
                                from = i;
                            }
                        }
                        Assert.Equal(best, output.Span[o]);
                        expected[from] += gradient.Span[o];
                    }
                }
            }
        }
        Assert.Equal(expected, input.Grad!.ToArray());
    }

    [Fact]
    public void Central_differences()
    {
        // Far apart values: no step changes the winner.
        Tensor input = Tensor.Uninitialized([1, 5, 5, 2]);
        int[] order = [.. Enumerable.Range(0, 50)];
        new Philox(3, 0).Shuffle<int>(order);
        for (int i = 0; i < 50; i++) input.Span[i] = order[i] * 0.1f;
        GradientCheck.Run(() => Ops.MaxPool2D(input, new Pool2DOptions { KernelH = 3, KernelW = 3, StrideH = 2, StrideW = 1, Padding = Padding2D.All(1) }), input);
    }

    [Fact]
    public void Errors_name_the_rule_and_the_shape()
    {
        string message = Assert.Throws<ArgumentException>(() => Ops.MaxPool2D(Tensor.Zeros([1, 4, 4, 1]), new Pool2DOptions { Padding = Padding2D.All(2) })).Message;
        Assert.Contains("at most half of the window 2 x 2", message, StringComparison.Ordinal);
        Assert.Contains("[1, 4, 4, 1]", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Ops.MaxPool2D(Tensor.Zeros([4, 4, 1])));
        Assert.Throws<ArgumentException>(() => Ops.MaxPool2D(Tensor.Zeros([1, 1, 4, 1])));
        Assert.Throws<ArgumentException>(() => Ops.MaxPool2D(Tensor.Zeros([1, 4, 4, 1]), new Pool2DOptions { StrideH = -1 }));
        Assert.Throws<ArgumentException>(() => Ops.MaxPool2D(Tensor.Zeros([1, 4, 4, 1]), new Pool2DOptions { KernelH = 0 }));
    }

    [Fact]
    public void An_empty_batch_gives_an_empty_result() => Assert.Equal<Shape>([0, 2, 2, 3], Ops.MaxPool2D(Tensor.Zeros([0, 4, 4, 3])).Shape);
}
