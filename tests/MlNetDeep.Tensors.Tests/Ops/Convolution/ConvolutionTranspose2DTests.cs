using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

/// <summary>Transposed convolutions and convolutions along sequences.</summary>
public class ConvolutionTranspose2DTests
{
    public static TheoryData<string> Transposed => Golden.Names("ops_conv", "conv_transpose2d");

    public static TheoryData<string> Sequences => Golden.Names("ops_conv", "conv1d");

    [Theory]
    [MemberData(nameof(Transposed))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_conv", name);
        int[] stride = golden.Integers("stride"), padding = golden.Integers("padding"), more = golden.Integers("output_padding"), dilation = golden.Integers("dilation");
        // PyTorch's weight is in x out x height x width.
        Tensor input = golden.Input("input").ChannelsLast.ToTensor(true), weight = golden.Input("weight").KernelLast.ToTensor(true), bias = golden.Input("bias").ToTensor(true);
        Tensor output = Ops.ConvolutionTranspose2D(input, weight, bias, new ConvolutionTranspose2DOptions
        {
            StrideH = stride[0],
            StrideW = stride[1],
            Padding = new Padding2D(padding[0], padding[0], padding[1], padding[1]),
            OutputPaddingH = more[0],
            OutputPaddingW = more[1],
            DilationH = dilation[0],
            DilationW = dilation[1],
            Groups = golden.Integer("groups"),
        });
        output.Backward(golden.Input("grad_output").ChannelsLast.ToTensor());
        golden.Check("output", golden.Output().ChannelsLast, output.Span);
        golden.Check("input gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
        golden.Check("weight gradient", golden.Gradient("weight").KernelLast, weight.Grad!.Span);
        golden.Check("bias gradient", golden.Gradient("bias"), bias.Grad!.Span);
    }

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Convolutions_along_sequences_have_golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_conv", name);
        int padding = golden.Integer("padding");
        Tensor input = golden.Input("input").ChannelsLast.ToTensor(true), weight = golden.Input("weight").Permute([2, 1, 0]).ToTensor(true), bias = golden.Input("bias").ToTensor(true);
        Tensor output = Ops.Convolution1D(input, weight, bias, new Convolution1DOptions { Stride = golden.Integer("stride"), PaddingBefore = padding, PaddingAfter = padding });
        output.Backward(golden.Input("grad_output").ChannelsLast.ToTensor());
        golden.Check("output", golden.Output().ChannelsLast, output.Span);
        golden.Check("input gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
        golden.Check("weight gradient", golden.Gradient("weight").Permute([2, 1, 0]), weight.Grad!.Span);
        golden.Check("bias gradient", golden.Gradient("bias"), bias.Grad!.Span);
    }

    [Fact]
    public void It_is_the_gradient_of_a_convolution()
    {
        var options = new Convolution2DOptions { StrideH = 2, StrideW = 3, Padding = new Padding2D(1, 0, 1, 1), Groups = 2 };
        Tensor image = GradientCheck.Random([2, 9, 11, 6], 1), weight = GradientCheck.Random([3, 3, 3, 8], 2);
        image.RequiresGrad = true;
        Tensor convolved = Ops.Convolution2D(image, weight, null, options), gradient = GradientCheck.Random(convolved.Shape, 3);
        convolved.Backward(gradient);
        Tensor transposed = Ops.ConvolutionTranspose2D(gradient, weight, null, new ConvolutionTranspose2DOptions
        {
            StrideH = 2,
            StrideW = 3,
            Padding = options.Padding,
            Groups = 2,
            OutputPaddingH = 1,
            OutputPaddingW = 1,
        });
        Assert.Equal(image.Shape, transposed.Shape);
        Assert.Equal(image.Grad!.ToArray(), transposed.ToArray());
    }

    [Fact]
    public void Sequences_are_spread_too()
    {
        Tensor x = Tensor.From([1, 2], [1, 2, 1]), weight = Tensor.From([1, 10, 100], [3, 1, 1]);
        Assert.Equal([1, 10, 102, 20, 200], Ops.ConvolutionTranspose1D(x, weight, null, new ConvolutionTranspose2DOptions { StrideW = 2 }).ToArray());
    }

    [Fact]
    public void Errors_name_the_rule_and_all_shapes()
    {
        Tensor x = Tensor.Zeros([1, 4, 4, 3]), weight = Tensor.Zeros([3, 3, 2, 3]);
        (Action Action, string Text)[] errors =
        [
            (() => Ops.ConvolutionTranspose2D(x, Tensor.Zeros([3, 3, 2, 4])), "the channels of the input, 3, but is 4; received shapes [1, 4, 4, 3], [3, 3, 2, 4]"),
            (() => Ops.ConvolutionTranspose2D(x, weight, Tensor.Zeros([3])), "one number per output channel, [2]"),
            (() => Ops.ConvolutionTranspose2D(x, weight, null, new() { OutputPaddingH = 1 }), "below the stride 1 or the dilation 1, but is 1"),
            (() => Ops.ConvolutionTranspose2D(x, weight, null, new() { Padding = Padding2D.All(4) }), "one side would be -2"),
            (() => Ops.ConvolutionTranspose2D(x, weight, null, new() { Groups = 2 }), "2 groups must divide the 3 input channels"),
            (() => Ops.ConvolutionTranspose2D(x, weight, null, new() { StrideH = 0 }), "strides are at least 1"),
            (() => Ops.Convolution1D(Tensor.Zeros([1, 4]), Tensor.Zeros([3, 3, 2])), "Convolution1D: the input is [N, L, C]"),
            (() => Ops.Convolution1D(Tensor.Zeros([1, 4, 3]), Tensor.Zeros([3, 3])), "Convolution1D: the weight has three axes"),
        ];
        foreach ((Action action, string text) in errors) Assert.Contains(text, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
    }
}
