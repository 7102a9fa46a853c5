using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class Convolution2DTests
{
    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData((1 << 24) + 1)]
    [InlineData(-1)]
    public void A_padding_beyond_all_images_is_refused_with_its_size(int padding)
    {
        var e = Assert.ThrowsAny<ArgumentException>(() => Ops.Convolution2D(Tensor.Zeros([1, 28, 28, 1]), Tensor.Zeros([3, 3, 1, 1]), null, new Convolution2DOptions { Padding = Padding2D.All(padding) }));
        Assert.Contains(padding.ToString(System.Globalization.CultureInfo.InvariantCulture), e.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Cases => Golden.Names("ops_conv", "conv2d");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_conv", name);
        int[] stride = golden.Integers("stride"), padding = golden.Integers("padding"), dilation = golden.Integers("dilation");
        var options = new Convolution2DOptions
        {
            StrideH = stride[0],
            StrideW = stride[1],
            Padding = new Padding2D(padding[0], padding[0], padding[1], padding[1]),
            DilationH = dilation[0],
            DilationW = dilation[1],
            Groups = golden.Integer("groups"),
        };
        Tensor input = golden.Input("input").ChannelsLast.ToTensor(true), weight = golden.Input("weight").KernelLast.ToTensor(true);
        Tensor? bias = golden.OptionalInput("bias")?.ToTensor(true);

        Tensor output = Ops.Convolution2D(input, weight, bias, options);
        output.Backward(golden.Input("grad_output").ChannelsLast.ToTensor());

        golden.Check("output", golden.Output().ChannelsLast, output.Span);
        golden.Check("input gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
        golden.Check("weight gradient", golden.Gradient("weight").KernelLast, weight.Grad!.Span);
        if (bias is not null) golden.Check("bias gradient", golden.Gradient("bias"), bias.Grad!.Span);
    }

    [Theory]
    [InlineData(0, 5, 3)]
    [InlineData(5, 0, 3)]
    [InlineData(0, 5, 16)]
    public void An_image_without_pixels_may_be_padded(int height, int width, int channels)
    {
        Tensor x = Tensor.Zeros([2, height, width, channels]), weight = GradientCheck.Random([2, 2, channels, 8], 1);
        x.RequiresGrad = weight.RequiresGrad = true;
        Tensor y = Ops.Convolution2D(x, weight, null, new Convolution2DOptions { Padding = Padding2D.All(1) });
        Assert.Equal<Shape>([2, height + 1, width + 1, 8], y.Shape);
        Assert.All(y.ToArray(), number => Assert.Equal(0, number));
        y.Backward(Tensor.Ones(y.Shape));
        Assert.Equal(x.Shape, x.Grad!.Shape);
        Assert.All(weight.Grad!.ToArray(), number => Assert.Equal(0, number));
    }

    [Theory]
    [InlineData(1, 1, 1, FusedActivation.None)]
    [InlineData(2, 1, 2, FusedActivation.Relu)]
    [InlineData(1, 2, 4, FusedActivation.Relu)]
    public void Central_differences(int stride, int dilation, int groups, FusedActivation activation)
    {
        Tensor input = GradientCheck.Random([2, 6, 5, 4], 1), weight = GradientCheck.Random([3, 2, 4 / groups, 4], 2), bias = GradientCheck.Random([4], 3, 1, 3);
        var options = new Convolution2DOptions { StrideH = stride, StrideW = stride, DilationH = dilation, DilationW = dilation, Groups = groups, Padding = new Padding2D(1, 2, 0, 1), Activation = activation };
        GradientCheck.Run(2e-3f, 3e-2f, () => Ops.Convolution2D(input, weight, bias, options), input, weight, bias);
    }

    [Fact]
    public void Fused_relu_is_relu_after_the_convolution()
    {
        Tensor input = GradientCheck.Random([2, 5, 5, 3], 1), weight = GradientCheck.Random([3, 3, 3, 7], 2), bias = GradientCheck.Random([7], 3);
        Tensor fused = Ops.Convolution2D(input, weight, bias, new Convolution2DOptions { Activation = FusedActivation.Relu });
        Tensor separate = Ops.Relu(Ops.Convolution2D(input, weight, bias));
        Assert.Equal(separate.ToArray(), fused.ToArray());
        Assert.Contains(0f, fused.ToArray());
    }

    [Fact]
    public void Same_padding_keeps_the_size_over_the_stride()
    {
        for (int size = 1; size < 12; size++)
        {
            for (int kernel = 1; kernel < 6; kernel++)
            {
                for (int stride = 1; stride < 4; stride++)
                {
                    var options = new Convolution2DOptions { StrideH = stride, StrideW = stride, Padding = Padding2D.Same(size, size, kernel, kernel, stride, stride) };
                    Tensor output = Ops.Convolution2D(Tensor.Zeros([1, size, size, 1]), Tensor.Zeros([kernel, kernel, 1, 1]), null, options);
                    int expected = (size + stride - 1) / stride;
                    Assert.Equal<Shape>([1, expected, expected, 1], output.Shape);
                }
            }
        }
    }

    [Fact]
    public void An_empty_batch_gives_an_empty_result_and_zero_gradients()
    {
        Tensor input = Tensor.Zeros([0, 5, 5, 3]), weight = GradientCheck.Random([3, 3, 3, 4], 1), bias = Tensor.Ones([4]);
        input.RequiresGrad = weight.RequiresGrad = bias.RequiresGrad = true;
        Tensor output = Ops.Convolution2D(input, weight, bias);
        Assert.Equal<Shape>([0, 3, 3, 4], output.Shape);
        Ops.Sum(output).Backward();
        Assert.All(weight.Grad!.ToArray(), g => Assert.Equal(0, g));
        Assert.All(bias.Grad!.ToArray(), g => Assert.Equal(0, g));
    }

    [Fact]
    public void Errors_name_the_rule_and_all_shapes()
    {
        Tensor input = Tensor.Zeros([1, 8, 8, 3]), weight = Tensor.Zeros([3, 3, 4, 5]);
        string message = Assert.Throws<ArgumentException>(() => Ops.Convolution2D(input, weight)).Message;
        Assert.Contains("Convolution2D", message, StringComparison.Ordinal);
        Assert.Contains("3 / 1 = 3, but is 4", message, StringComparison.Ordinal);
        Assert.Contains("[1, 8, 8, 3], [3, 3, 4, 5]", message, StringComparison.Ordinal);

        message = Assert.Throws<ArgumentException>(() => Ops.Convolution2D(input, Tensor.Zeros([9, 3, 3, 5]))).Message;
        Assert.Contains("spans 9 pixels but the padded input has only 8 + 0", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => Ops.Convolution2D(input, Tensor.Zeros([3, 3, 3, 5]), Tensor.Zeros([6]))).Message;
        Assert.Contains("[5]", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => Ops.Convolution2D(input, weight, null, new Convolution2DOptions { Groups = 2 })).Message;
        Assert.Contains("2 groups must divide the 3 input and the 5 output channels", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Ops.Convolution2D(input, weight, null, new Convolution2DOptions { StrideH = 0 }));
        Assert.Throws<ArgumentException>(() => Ops.Convolution2D(input, weight, null, new Convolution2DOptions { DilationW = 0 }));
        Assert.Throws<ArgumentException>(() => Ops.Convolution2D(input, weight, null, new Convolution2DOptions { Padding = new Padding2D(0, -1, 0, 0) }));
        Assert.Throws<ArgumentException>(() => Ops.Convolution2D(Tensor.Zeros([8, 8, 3]), weight));
    }
}
