using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class AveragePool2DTests
{
    public static TheoryData<string> Averages => Golden.Names("ops_pool", "avg_pool2d");

    public static TheoryData<string> Adaptive => Golden.Names("ops_pool", "adaptive_avg_pool2d", "adaptive_max_pool2d");

    [Theory]
    [MemberData(nameof(Averages))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_pool", name);
        int[] kernel = golden.Integers("kernel"), stride = golden.Integers("stride"), padding = golden.Integers("padding");
        Check(golden, input => Ops.AveragePool2D(input, new Pool2DOptions
        {
            KernelH = kernel[0],
            KernelW = kernel[1],
            StrideH = stride[0],
            StrideW = stride[1],
            Padding = new Padding2D(padding[0], padding[0], padding[1], padding[1]),
            CeilMode = golden.Flag("ceil_mode"),
            CountIncludePad = golden.Flag("count_include_pad"),
        }));
    }

    [Theory]
    [MemberData(nameof(Adaptive))]
    public void Adaptive_pools_have_golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_pool", name);
        int[] size = golden.Integers("output_size");
        bool maximum = golden.Operation == "adaptive_max_pool2d";
        Check(golden, input => maximum ? Ops.AdaptiveMaxPool2D(input, size[0], size[1]) : Ops.AdaptiveAveragePool2D(input, size[0], size[1]));
    }

    // Channel counts around the vector widths.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(17)]
    [InlineData(33)]
    public void Agrees_with_a_plain_loop(int channels)
    {
        Tensor input = GradientCheck.Random([2, 7, 6, channels], 4);
        Tensor output = Ops.AveragePool2D(input, new Pool2DOptions { KernelH = 3, KernelW = 2, StrideH = 2, StrideW = 1, Padding = new Padding2D(1, 0, 0, 1), CountIncludePad = false });
        Assert.Equal<Shape>([2, 3, 6, channels], output.Shape);
        for (int n = 0, o = 0; n < 2; n++)
        {
            for (int oh = 0; oh < 3; oh++)
            {
                for (int ow = 0; ow < 6; ow++)
                {
                    for (int c = 0; c < channels; c++, o++)
                    {
                        double sum = 0;
                        int count = 0;
                        for (int h = Math.Max(0, (oh * 2) - 1); h < Math.Min(7, (oh * 2) + 2); h++)
                        {
                            for (int w = ow; w < Math.Min(6, ow + 2); w++, count++) sum += input.Span[(((((n * 7) + h) * 6) + w) * channels) + c];
                        }
                        Assert.Equal(sum / count, output.Span[o], 1e-6);
                    }
                }
            }
        }
    }

    [Fact]
    public void The_largest_of_an_image_takes_the_gradient_once()
    {
        Tensor input = Tensor.From([1, 5, 5, 2], [1, 2, 2, 1]);
        input.RequiresGrad = true;
        Tensor output = Ops.GlobalMaxPool2D(input);
        Assert.Equal<Shape>([1, 1], output.Shape);
        output.Backward();
        Assert.Equal([0, 1, 0, 0], input.Grad!.ToArray());
    }

    [Fact]
    public void Sequences_are_pooled_like_images_of_one_row()
    {
        Tensor x = Tensor.From([1, 2, 3, 4, 5, 6], [1, 6, 1]);
        Assert.Equal([2, 4, 6], Ops.MaxPool1D(x).ToArray());
        Assert.Equal([1.5f, 3.5f, 5.5f], Ops.AveragePool1D(x).ToArray());
        Assert.Equal([1.5f, 3, 5, 6], Ops.AveragePool1D(x, new Pool1DOptions { Kernel = 3, Stride = 2, PaddingBefore = 1, PaddingAfter = 1, CountIncludePad = false, CeilMode = true }).ToArray());
    }

    [Fact]
    public void Errors_name_the_rule_and_the_shape()
    {
        (Action Action, string Text)[] errors =
        [
            (() => Ops.AveragePool2D(Tensor.Zeros([4, 4, 1])), "AveragePool2D: the input is [N, H, W, C]; received shape [4, 4, 1]"),
            (() => Ops.AdaptiveAveragePool2D(Tensor.Zeros([1, 0, 4, 1]), 1, 1), "at least one pixel; received shape [1, 0, 4, 1]"),
            (() => Ops.AdaptiveMaxPool2D(Tensor.Zeros([1, 4, 4, 1]), 0, 1), "is 0 x 1"),
            (() => Ops.MaxPool1D(Tensor.Zeros([4, 4])), "MaxPool1D: the input is [N, L, C]"),
        ];
        foreach ((Action action, string text) in errors) Assert.Contains(text, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    private static void Check(GoldenCase golden, Func<Tensor, Tensor> operation)
    {
        Tensor input = golden.Input("input").ChannelsLast.ToTensor(true), output = operation(input);
        output.Backward(golden.Input("grad_output").ChannelsLast.ToTensor());
        golden.Check("output", golden.Output().ChannelsLast, output.Span);
        golden.Check("input gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
    }
}
